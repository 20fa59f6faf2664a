import type { DecideDisclosureDeps } from "../../shared/app/advance-disclosure.ts";
import type { AdvanceRepairDeps } from "../../shared/app/advance-repair.ts";
import type { CiteEvidenceDeps } from "../../shared/app/cite-evidence.ts";
import type { DecideEntryDeps } from "../../shared/app/decide-entry.ts";
import type { EndpointDeps } from "../../shared/http/endpoint.ts";

/** What is needed to settle claims about entries, and about acts. */
export type SettleClaimsDeps = DecideEntryDeps &
  CiteEvidenceDeps &
  AdvanceRepairDeps &
  EndpointDeps & { readonly acts: DecideDisclosureDeps };
