import { figureToldV1 } from "../../events/figure-told/v1.ts";
import { countFigures, type CountFiguresDeps } from "../../shared/app/compliance/count-figures.ts";
import { consumeTogether } from "../../shared/http/consumer.ts";
import type { Telemetry } from "../../shared/http/telemetry.ts";

/** Queue `FigureWork`: what records say goes into the figures of their agencies, a batch in one transaction. */
export const createHandler = (deps: CountFiguresDeps & { readonly telemetry: Telemetry }) =>
  consumeTogether(deps.telemetry, figureToldV1, async (told) => {
    const counted = await countFigures(deps, told);
    deps.telemetry.count("FiguresCounted", counted);
    deps.telemetry.work("figures counted", { messages: told.length, counted });
    return [];
  });
