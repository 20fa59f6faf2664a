import { disclosurePaths } from "../../support/faults/scenarios/disclosures.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(disclosurePaths, { everyCall: false });
