import { clockPaths } from "../../support/faults/scenarios/clocks.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(clockPaths, { everyCall: false });
