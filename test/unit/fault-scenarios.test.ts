import { expect, test } from "vitest";
import { functions, type FunctionSpec } from "../../infra/stacks/functions.ts";
import { cataloguePaths } from "../support/faults/scenarios/catalogue.ts";
import { clockPaths } from "../support/faults/scenarios/clocks.ts";
import { compliancePaths } from "../support/faults/scenarios/compliance.ts";
import { disclosurePaths } from "../support/faults/scenarios/disclosures.ts";
import { entryLife } from "../support/faults/scenarios/entry-life.ts";
import { feedbackPaths } from "../support/faults/scenarios/feedback.ts";
import { intake } from "../support/faults/scenarios/intake.ts";
import { lists } from "../support/faults/scenarios/lists.ts";
import { personPaths } from "../support/faults/scenarios/persons.ts";
import { subjectsAndChanges } from "../support/faults/scenarios/subjects.ts";
import { triggerPaths } from "../support/faults/scenarios/triggers.ts";

test("every function that may ask something of AWS has a path on which faults are tried", () => {
  const asking = Object.entries<FunctionSpec>(functions).filter(([, { may }]) => Object.keys(may).length > 0);
  const scenarios = [
    intake,
    entryLife,
    lists,
    cataloguePaths,
    clockPaths,
    compliancePaths,
    triggerPaths,
    feedbackPaths,
    subjectsAndChanges,
    personPaths,
    disclosurePaths,
  ];
  const tried = new Set(scenarios.flat().map(({ of }) => of));
  expect([...tried].sort()).toEqual(asking.map(([name]) => name).sort());
});
