import { endingDueV1 } from "../../events/ending-due/v1.ts";
import { endMeasures, type EndMeasuresDeps } from "../../shared/app/measure/end-measures.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `EndingWork`: what was retired or ran out is lifted wherever it is applied, and entries end where a milder policy has them end, a page of entries at a time. */
export const createHandler = (deps: EndMeasuresDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, endingDueV1, async (message) => {
    const entries = await endMeasures(deps, message);
    deps.telemetry.count("MeasuresEnded", entries);
    const { correlationId, place } = message;
    return { name: "measures ended", facts: { correlationId, shard: place?.shard ?? -1, entries } };
  });
