import { merged } from "../given-subjects.ts";
import * as catalogue from "../../../../shared/http/routes/catalogue.ts";
import { agenciesIn, listed, office } from "../given.ts";
import { content } from "../../measure.ts";
import { drafted, measurePublished, retired } from "../given-answers.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import type { World } from "../world.ts";

/** The office at the catalogue. */
const keeping = (
  of: "manage-catalogue" | "read-catalogue",
  name: string,
  request: Omit<HttpCall, "as">,
  before: (world: World) => Promise<void> = () => Promise.resolve(),
): Scenario => ({
  of,
  name,
  given: async (world) => {
    await agenciesIn(world);
    await before(world);
    return { kind: "request", request: { ...request, as: office } };
  },
});

const measureId = "restrict-of-our-own";
const shipped = "restrict-fiscal-subsidies";
const params = { measureId };
const mou = {
  title: "对失信企业实施联合惩戒的合作备忘录",
  documentNo: "衡信办〔2026〕7号",
  parties: [{ name: "衡川市财政局", agencyId: "finance" }],
  lists: ["black"],
  signedOn: "2026-11-20",
  validFrom: "2026-11-23",
};
/** A quarter of an hour behind the retirement: whoever decided on the catalogue of before has finished. */
const settled = new Date("2026-11-23T09:15:00+08:00");

/** The measures catalogue, and the end of what it no longer has. */
export const cataloguePaths: readonly Scenario[] = [
  keeping("manage-catalogue", "a measure drafted", { route: catalogue.putMeasure, params, body: content }),
  keeping("manage-catalogue", "a measure published", { route: catalogue.publishMeasure, params, body: {} }, (world) =>
    drafted(world, measureId),
  ),
  keeping("manage-catalogue", "a measure retired", {
    route: catalogue.retireMeasure,
    params: { measureId: shipped },
    body: { reason: "上级文件已废止" },
  }),
  keeping("manage-catalogue", "a memorandum", { route: catalogue.putMou, params: { mouId: "mou-our-own" }, body: mou }),
  keeping("read-catalogue", "a measure with its history", { route: catalogue.getMeasure, params }, (world) =>
    measurePublished(world, measureId),
  ),
  {
    of: "end-measures",
    name: "the word that something ended",
    given: async (world) => {
      await retired(world, shipped);
      return { kind: "messages", bodies: [{ type: "ending-due", version: 1, correlationId: "along" }] };
    },
  },
  {
    of: "end-measures",
    name: "the shards of entries that still have it, one of a subject that another went into",
    at: settled,
    given: async (world) => {
      await merged(world);
      await listed(world, 3);
      await retired(world, shipped);
      const { Lists } = (await world.contents()).items;
      const shards = new Set(Lists.flatMap(({ dueShard }) => (dueShard === undefined ? [] : [String(dueShard)])));
      const bodies = [...shards].map((shard) => ({
        type: "ending-due",
        version: 1,
        correlationId: "along",
        place: { shard: Number(shard.slice("due#".length)), begunAt: "2026-11-23T09:15:00.000+08:00" },
      }));
      return { kind: "messages", bodies };
    },
  },
];
