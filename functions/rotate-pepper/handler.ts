import { rotatePepper, type RotatePepperDeps } from "../../shared/app/person/rotate-pepper.ts";
import { onSchedule } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Four times a day: takes a rotation of the pepper that an operator has begun one step further. */
export const createHandler = (deps: Omit<RotatePepperDeps, "remaining"> & { readonly telemetry: Telemetry }) =>
  onSchedule(deps.telemetry, async (at, correlationId, remaining) => {
    const { step, moved, complete } = await rotatePepper({ ...deps, remaining }, at);
    if (step === "none") return;
    deps.telemetry.work("pepper rotation", { step, moved, complete: String(complete), correlationId });
    deps.telemetry.count("PersonsReindexed", moved);
  });
