import { cataloguePaths } from "../../support/faults/scenarios/catalogue.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(cataloguePaths, { everyCall: false });
