import type { Catalogue } from "../domain/measure/measure.ts";
import catalogue from "./measures/catalogue.json" with { type: "json" };
import { readCatalogue } from "./measures/schema.ts";

/** The measures catalogue that ships. */
export const shippedCatalogue = (): Catalogue => readCatalogue("catalogue.json", catalogue);
