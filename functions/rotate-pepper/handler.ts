import type { Context } from "aws-lambda";
import { scheduleFiredV1 } from "../../events/schedule-fired/v1.ts";
import { rotatePepper, type RotatePepperDeps } from "../../shared/app/rotate-pepper.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Four times a day: takes a rotation of the pepper that an operator has begun one step further. */
export const createHandler =
  (deps: Omit<RotatePepperDeps, "remaining"> & { readonly telemetry: Telemetry }) =>
  async (event: unknown, context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">): Promise<void> => {
    const { scheduledTime } = scheduleFiredV1.parse(event);
    const remaining = () => context.getRemainingTimeInMillis();
    const { step, moved, complete } = await rotatePepper({ ...deps, remaining }, new Date(scheduledTime));
    if (step === "none") return;
    deps.telemetry.work("pepper rotation", { step, moved, complete: String(complete) });
    deps.telemetry.count("PersonsReindexed", moved);
  };
