import { subjectsAndChanges } from "../../support/faults/scenarios/subjects.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(subjectsAndChanges, { everyCall: false });
