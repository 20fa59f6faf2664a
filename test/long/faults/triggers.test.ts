import { triggerPaths, withEndpoint } from "../../support/faults/scenarios/triggers.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

withEndpoint();
tryEverything(triggerPaths, { everyCall: true });
