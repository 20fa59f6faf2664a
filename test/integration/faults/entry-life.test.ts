import { entryLife } from "../../support/faults/scenarios/entry-life.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(entryLife, { everyCall: false });
