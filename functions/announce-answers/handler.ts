import { feedbackGivenV1 } from "../../events/feedback-given/v1.ts";
import { announceAnswer, type AnnounceTriggersDeps } from "../../shared/app/announce-triggers.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `Answers`: an authority that has a webhook hears what was done about its entries. */
export const createHandler = (deps: AnnounceTriggersDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, feedbackGivenV1, async (given) => {
    const announced = await announceAnswer(deps, given);
    const { triggerId, correlationId } = given;
    return { name: "answer announced", facts: { triggerId, correlationId, announced } };
  });
