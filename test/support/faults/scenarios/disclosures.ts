import { createSubmissionStore } from "../../../../shared/adapters/dynamodb/submission/submissions.ts";
import * as routes from "../../../../shared/http/routes/disclosures.ts";
import { onPerson, penaltyRow } from "../../disclosures.ts";
import { monday, usccNo } from "../../house.ts";
import { agenciesIn, authority, calendarKept, office } from "../given.ts";
import { actsSwept, disclosed, publishedAt, rowsOf } from "../given-disclosures.ts";
import { kept } from "../given-intake.ts";
import { merged, underNewCode } from "../given-subjects.ts";
import { forAReview, rotation } from "../given-persons.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import { actClaimRows } from "./act-claims.ts";

/** Somebody at penalties, the first on an organisation, the second on a person. */
const managing = (
  name: string,
  asking: (disclosureId: string, ofPerson: string) => HttpCall,
  of: Scenario["of"] = "manage-disclosures",
): Scenario => ({
  of,
  name,
  given: async (world) => {
    await agenciesIn(world);
    return { kind: "request", request: asking(await disclosed(world, 1), await disclosed(world, 2, onPerson(2))) };
  },
});
const published = {
  channel: "agencySite",
  publishedOn: "2026-11-20",
  address: "https://scjg.hengchuan.example/xzcf/1",
} as const;

/** Permits, penalties and other acts: taken in, read by their agency, published by it. */
export const disclosurePaths: readonly Scenario[] = [
  {
    of: "admit-disclosures",
    name: "rows good, bad, double, a person's, and three that correct, one of them an act that was said to be late",
    given: async (world) => {
      await agenciesIn(world);
      await disclosed(world, 5);
      await disclosed(world, 6, { CF_JDRQ: "2026-11-09" });
      await actsSwept(world, monday);
      return rowsOf(world, [
        penaltyRow(1),
        penaltyRow(2, { CF_NR_FK: "-1" }),
        penaltyRow(1),
        penaltyRow(3, onPerson(3)),
        penaltyRow(1, { CF_NR_FK: "1.3" }),
        penaltyRow(5, { CF_NR_FK: "1.4", CF_GSJZQ: "2027-05-17" }),
        penaltyRow(6),
      ]);
    },
  },
  {
    of: "admit-disclosures",
    name: "rows under the new code of a party, on a decision that was recorded under the former one and on another",
    given: async (world) => {
      await agenciesIn(world);
      await disclosed(world, 1);
      await underNewCode(world, 1, usccNo(900));
      const party = { CF_XDR_SHXYM: usccNo(900) };
      return rowsOf(world, [penaltyRow(1, { ...party, CF_NR_FK: "1.3" }), penaltyRow(2, party)]);
    },
  },
  {
    of: "admit-disclosures",
    name: "a row of a person who is not known, while the pepper is rotated",
    given: async (world) => {
      await agenciesIn(world);
      rotation(world, "switched");
      return rowsOf(world, [penaltyRow(4, onPerson(4))]);
    },
  },
  {
    of: "admit-disclosures",
    name: "a chunk that was answered before",
    given: async (world) => {
      await agenciesIn(world);
      const { bodies } = await rowsOf(world, []);
      const submissionId = bodies[0]?.submissionId ?? "";
      await createSubmissionStore(world.engine.db, world.engine.table.Intake).record(submissionId, 0, []);
      return { kind: "messages", bodies };
    },
  },
  managing("what was reported in a month", () => ({
    route: routes.listDisclosures,
    as: office,
    query: { agency: "market-regulation", month: "2026-11", limit: "50" },
  })),
  managing("a person's penalty, for a purpose", (_, disclosureId) => ({
    route: routes.getDisclosure,
    as: authority,
    params: { disclosureId },
    headers: forAReview,
  })),
  managing("its history", (disclosureId) => ({
    route: routes.getDisclosureHistory,
    as: authority,
    params: { disclosureId },
  })),
  managing("where its agency published it", (disclosureId) => ({
    route: routes.reportPublication,
    as: authority,
    params: { disclosureId },
    body: published,
  })),
  {
    of: "manage-disclosures",
    name: "where its agency published it, with a file that shows it",
    given: async (world) => {
      await agenciesIn(world);
      const params = { disclosureId: await disclosed(world, 1) };
      const evidence = [{ title: "公示栏照片", attachmentId: await kept(world, 1) }];
      const body = { channel: "other", publishedOn: "2026-11-20", evidence };
      return { kind: "request", request: { route: routes.reportPublication, as: authority, params, body } };
    },
  },
  {
    of: "manage-disclosures",
    name: "a publication taken back after its due day has moved, with an alert that is wrong on the new one",
    at: new Date("2026-11-25T09:00:00+08:00"),
    given: async (world) => {
      await agenciesIn(world);
      const disclosureId = await disclosed(world, 1);
      await actsSwept(world, new Date("2026-11-25T00:05:00+08:00"));
      await publishedAt(world, disclosureId, published);
      await calendarKept(world, { closingDays: [{ on: "2026-11-20", reason: "本市闭馆" }] }, monday, "2026");
      const body = { publishedOn: published.publishedOn, reason: "日期录入有误", officer: "周敏" };
      const params = { disclosureId };
      return { kind: "request", request: { route: routes.withdrawPublication, as: authority, params, body } };
    },
  },
  ...actClaimRows,
];

/** The same as anybody reads them, and when a clock of theirs is late: for the functions that do so with entries. */
export const disclosuresAmongLists: readonly Scenario[] = [
  managing(
    "acts by USCC",
    () => ({ route: routes.queryPublicDisclosures, query: { uscc: usccNo(1) } }),
    "query-public",
  ),
  {
    of: "query-public",
    name: "acts of a subject that another went into, and of that one",
    given: async (world) => {
      for (const n of [1, 2]) await disclosed(world, n);
      await merged(world);
      return { kind: "request", request: { route: routes.queryPublicDisclosures, query: { uscc: usccNo(2) } } };
    },
  },
  managing(
    "one act, on a person",
    (_, disclosureId) => ({ route: routes.getPublicDisclosure, params: { disclosureId } }),
    "query-public",
  ),
  {
    of: "sweep-due",
    name: "two acts that their agency did not publish in time",
    at: new Date("2026-11-28T00:05:00+08:00"),
    given: async (world) => {
      await agenciesIn(world);
      for (const n of [1, 2]) await disclosed(world, n);
      return { kind: "schedule" };
    },
  },
];
