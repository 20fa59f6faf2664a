import { announced as message } from "../../events/announced.ts";
import {
  announceAlerts,
  announceAnswer,
  announceObjection,
  type AnnounceTriggersDeps,
} from "../../shared/app/trigger/announce-triggers.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `Answers`: an authority that has a webhook hears what was done about its entries, an agency of its clocks and of objections to its acts. */
export const createHandler = (deps: AnnounceTriggersDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, message, async (told) => {
    const { correlationId } = told;
    if (told.type === "alerts-announced") {
      const announced = await announceAlerts(deps, told);
      return { name: "alerts announced", facts: { announcementId: told.announcementId, correlationId, announced } };
    }
    if (told.type === "objection-announced") {
      const announced = await announceObjection(deps, told);
      return { name: "objection announced", facts: { objectionId: told.objectionId, correlationId, announced } };
    }
    const announced = await announceAnswer(deps, told);
    return { name: "answer announced", facts: { triggerId: told.triggerId, correlationId, announced } };
  });
