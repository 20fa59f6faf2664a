import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Agency, AgencyRegister, Caller } from "../../ports/agencies.ts";

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
  switch (await deps.register.put(agency)) {
    case "registered":
      return accepted(agency);
    case "taken":
      return refused(refusal("agency.clientTaken", "客户端已登记给其他单位 / a client belongs to another agency"));
    case "busy":
      return refused(refusal("request.busy", "登记簿正被更新,请稍后重试 / the register is being changed, try again"));
  }
};

/** An agency of the register. Its clients are shown to itself and to the office alone. */
export const readAgency = async (
  deps: RegisterAgencyDeps,
  agencyId: string,
  caller: Caller,
): Promise<Result<Omit<Agency, "clientIds"> & Partial<Agency>, Refusal>> => {
  const agency = await deps.register.byId(agencyId);
  if (!agency) return refused(refusal("agency.unknown", "没有该单位 / no such agency"));
  if (caller.agencyId === agencyId || caller.roles.includes("office")) return accepted(agency);
  const { clientIds: _, ...known } = agency;
  return accepted(known);
};
