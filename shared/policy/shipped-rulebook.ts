import joint2017 from "./policies/joint-2017.json" with { type: "json" };
import repair2026 from "./policies/repair-2026.json" with { type: "json" };
import { createRulebook, type Rulebook } from "./rulebook.ts";
import { readPolicyFile } from "./schema.ts";

/** The rules of both policies that ship. */
export const shippedRulebook = (): Rulebook =>
  createRulebook([readPolicyFile("joint-2017.json", joint2017), readPolicyFile("repair-2026.json", repair2026)]);
