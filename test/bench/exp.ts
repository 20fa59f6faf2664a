import { copyTree } from "./tree.ts";
import { measureUnitCosts } from "./unit-costs.ts";
import { layOut } from "./table.ts";
const bench = copyTree();
try {
const u = await measureUnitCosts(bench);
console.log(layOut(u.figures)); console.log(u.argument);
} finally { bench.remove(); }
