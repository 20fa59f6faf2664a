import { compliancePaths } from "../../support/faults/scenarios/compliance.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(compliancePaths, { everyCall: true });
