import { clocksDueV1 } from "../../events/clocks-due/v1.ts";
import { moveClocks, type MoveClocksDeps } from "../../shared/app/clock/move-clocks.ts";
import { consume } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `ClockWork`: duties that are open are computed again after a change of the calendar, a page at a time. */
export const createHandler = (deps: MoveClocksDeps & { readonly telemetry: Telemetry }) =>
  consume(deps.telemetry, clocksDueV1, async (message) => {
    const moved = await moveClocks(deps, message);
    deps.telemetry.count("ClocksMoved", moved);
    return { name: "clocks moved", facts: { correlationId: message.correlationId, moved } };
  });
