import joint2017 from "./policies/joint-2017.json" with { type: "json" };
import repair2026 from "./policies/repair-2026.json" with { type: "json" };
import { createRulebook, type Rulebook } from "./rulebook.ts";
import type { PolicyFile } from "./schema.ts";

/** The rules of both policies that ship. Their schema checks them in the tests of every build, not at every cold start. */
export const shippedRulebook = (): Rulebook => createRulebook([joint2017, repair2026] as unknown as PolicyFile[]);
