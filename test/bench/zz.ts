import { copyTree } from "./tree.ts";
import { measureThroughput } from "./throughput.ts";
import { layOut } from "./table.ts";
console.log(layOut(await measureThroughput(copyTree())));
process.exit(0);
