import type { AgencyReader, Caller } from "../../ports/agencies.ts";

/**
 * Who an OAuth client acts for. The agency comes from the register, never from a scope. Before anything is registered
 * the deployment's own office client is the credit office, so that it can register the others.
 */
export const createRecognise =
  (agencies: AgencyReader, officeClientId: string) =>
  async (clientId: string): Promise<Caller | undefined> => {
    const agency = await agencies.byClient(clientId);
    if (agency) return { agencyId: agency.agencyId, name: agency.name, roles: agency.roles, clientId };
    if (clientId === officeClientId && !(await agencies.byId("credit-office")))
      return { agencyId: "credit-office", name: "信用办", roles: ["office"], clientId };
    return undefined;
  };
