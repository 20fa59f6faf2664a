import type { Catalogue } from "../domain/measure/measure.ts";
import catalogue from "./measures/catalogue.json" with { type: "json" };

/** The measures catalogue that ships. Its schema checks it in the tests of every build, not at every cold start. */
export const shippedCatalogue = (): Catalogue => catalogue as unknown as Catalogue;
