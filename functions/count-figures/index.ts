import { createCatalogueReader } from "../../shared/adapters/dynamodb/measure/catalogue.ts";
import { connect } from "../../shared/adapters/dynamodb/db/client.ts";
import { createFigureStore } from "../../shared/adapters/dynamodb/compliance/figures.ts";
import { currentCalendar } from "../../shared/calendar/shipped.ts";
import { createTelemetry } from "../../shared/http/telemetry.ts";
import { envSchema } from "./env.ts";
import { createHandler } from "./handler.ts";

const env = envSchema.parse(process.env);
const db = connect();
/** Of the catalogue only the years of the calendar are asked for, which lie beside it. */
const years = createCatalogueReader(db, env.CATALOGUE_TABLE, []);
const calendar = currentCalendar(years.knownYears);

export const handler = createHandler({
  figures: createFigureStore(db, env.FIGURES_TABLE),
  calendar: async () => {
    await years.calendar();
    return calendar;
  },
  telemetry: createTelemetry(),
});
