import { refusal, type Refusal } from "../domain/refusal.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Agency, AgencyRegister, Caller } from "../ports/agencies.ts";

export interface RegisterAgencyDeps {
  readonly register: AgencyRegister;
}

/** Registers an agency and the clients that act for it. Only the credit office may; a client acts for one agency. */
export const registerAgency = async (
  deps: RegisterAgencyDeps,
  agency: Agency,
  caller: Caller,
): Promise<Result<Agency, Refusal>> => {
  if (!caller.roles.includes("office"))
    return refused(refusal("agency.role", "仅信用办可登记单位 / only the credit office registers agencies"));
  return (await deps.register.put(agency))
    ? accepted(agency)
    : refused(refusal("agency.clientTaken", "客户端已登记给其他单位 / a client belongs to another agency"));
};

/** An agency of the register; any registered caller may look one up. */
export const readAgency = async (deps: RegisterAgencyDeps, agencyId: string): Promise<Result<Agency, Refusal>> => {
  const agency = await deps.register.byId(agencyId);
  return agency ? accepted(agency) : refused(refusal("agency.unknown", "没有该单位 / no such agency"));
};
