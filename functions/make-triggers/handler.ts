import { decisionRecordedV1 } from "../../events/decision-recorded/v1.ts";
import { makeTriggers, type MakeTriggersDeps } from "../../shared/app/make-triggers.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `TriggerWork`: decisions become triggers in the inboxes of implementing agencies. */
export const createHandler = (deps: MakeTriggersDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, decisionRecordedV1, async (decision) => {
    const triggers = await makeTriggers(deps, decision);
    deps.telemetry.count("TriggersMade", triggers);
    const correlationId = decision.events[0]?.correlationId ?? "";
    return { name: "triggers made", facts: { correlationId, triggers } };
  });
