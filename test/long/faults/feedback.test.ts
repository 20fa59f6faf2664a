import { feedbackPaths } from "../../support/faults/scenarios/feedback.ts";
import { tryEverything } from "../../support/faults/try-everything.ts";

tryEverything(feedbackPaths, { everyCall: true });
