import type { DecideDisclosureDeps } from "../../shared/app/disclosure/advance-disclosure.ts";
import type { AdvanceRepairDeps } from "../../shared/app/repair/advance-repair.ts";
import type { CiteEvidenceDeps } from "../../shared/app/evidence/cite-evidence.ts";
import type { DecideEntryDeps } from "../../shared/app/entry/decide-entry.ts";
import type { EndpointDeps } from "../../shared/http/endpoint.ts";

/** What is needed to settle claims about entries, and about acts. */
export type SettleClaimsDeps = DecideEntryDeps &
  CiteEvidenceDeps &
  AdvanceRepairDeps &
  EndpointDeps & { readonly acts: DecideDisclosureDeps };
