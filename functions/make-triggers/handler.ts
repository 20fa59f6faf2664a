import { decisionRecordedV1 } from "../../events/decision-recorded/v1.ts";
import { makeTriggers, type MakeTriggersDeps } from "../../shared/app/trigger/make-triggers.ts";
import { consumeTogether } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `TriggerWork`: decisions become triggers in the inboxes of implementing agencies. */
export const createHandler = (deps: MakeTriggersDeps & { readonly telemetry: Telemetry }) =>
  consumeTogether(deps.telemetry, decisionRecordedV1, async (decisions) => {
    const { triggers, failed } = await makeTriggers(deps, decisions);
    deps.telemetry.count("TriggersMade", triggers);
    for (const [subjectId, error] of failed) deps.telemetry.broken(`decisions of ${subjectId}`, error);
    return decisions.flatMap(({ subjectId, events }, place) => {
      if (failed.has(subjectId)) return [place];
      deps.telemetry.work("triggers made", {
        correlationId: events[0]?.correlationId ?? "",
        decisions: decisions.length,
        triggers,
      });
      return [];
    });
  });
