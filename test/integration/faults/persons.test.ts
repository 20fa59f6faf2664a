import { personPaths } from "../../support/faults/scenarios/persons.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(personPaths, { everyCall: false });
