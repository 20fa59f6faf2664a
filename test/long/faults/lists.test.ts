import { lists } from "../../support/faults/scenarios/lists.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(lists, { everyCall: true });
