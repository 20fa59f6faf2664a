/** What an agency may be (SPEC "Who acts"); a registrar keeps the register of enterprises and says what became of them. */
export type AgencyRole = "office" | "authority" | "implementing" | "partner" | "registrar";

/** An agency as registered. */
export interface Agency {
  readonly agencyId: string;
  readonly uscc: string;
  readonly name: string;
  readonly roles: readonly AgencyRole[];
  readonly clientIds: readonly string[];
}

/** Who is calling: the agency that the register knows by the OAuth client. */
export interface Caller {
  readonly agencyId: string;
  readonly name: string;
  readonly roles: readonly AgencyRole[];
  readonly clientId: string;
}

export interface AgencyReader {
  readonly byClient: (clientId: string) => Promise<Agency | undefined>;
  readonly byId: (agencyId: string) => Promise<Agency | undefined>;
}

/** The agencies of the register, by their codes. */
export interface AgencyDirectory {
  readonly list: () => Promise<readonly string[]>;
  /** Those of them that are a credit office. */
  readonly offices: () => Promise<readonly string[]>;
}

export interface AgencyRegister extends AgencyReader {
  /** Registers the agency and its clients. `taken`: a client belongs to another; `busy`: somebody was faster. */
  readonly put: (agency: Agency) => Promise<"registered" | "taken" | "busy">;
}
