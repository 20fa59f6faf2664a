import { intake } from "../../support/faults/scenarios/intake.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(intake, { everyCall: true });
