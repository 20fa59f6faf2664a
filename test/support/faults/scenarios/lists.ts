import * as entries from "../../../../shared/http/routes/entries.ts";
import { getObjection, listObjections } from "../../../../shared/http/routes/objections.ts";
import { getNotice, getPublicEntry, listNotices, queryPublicEntries } from "../../../../shared/http/routes/public.ts";
import { explainPublicEntry, explainSubject } from "../../../../shared/http/routes/why.ts";
import { screenSubjects } from "../../../../shared/http/routes/screening.ts";
import type { EntryInput } from "../../../../shared/domain/entry/input.ts";
import { marshall } from "@aws-sdk/util-dynamodb";
import announcement from "../../../../events/alerts-announced/v1.sample.json" with { type: "json" };
import raised from "../../../../events/alert-raised/v1.sample.json" with { type: "json" };
import clocksDue from "../../../../events/clocks-due/v1.sample.json" with { type: "json" };
import ending from "../../../../events/ending-due/v1.sample.json" with { type: "json" };
import figure from "../../../../events/figure-told/v1.sample.json" with { type: "json" };
import answer from "../../../../events/feedback-given/v1.sample.json" with { type: "json" };
import received from "../../../../events/submission-received/v1.sample.json" with { type: "json" };
import { agenciesIn, authority, decisionImages, implementing, listed, office, otherName, swept } from "../given.ts";
import { retired } from "../given-answers.ts";
import { forAReview, named, ofPerson, personListed, publicBody, withResponsible } from "../given-persons.ts";
import { disclosuresAmongLists } from "./disclosures.ts";
import { merged, mistakenAndCutOff, shown } from "../given-subjects.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import { actClaimReads } from "./act-claims.ts";
import { repairReads, repairSweeps } from "./repairs.ts";
import { usccNo } from "../../house.ts";
import { contested } from "./objections.ts";

const afterItsEnd = new Date("2028-11-18T00:05:00+08:00");
const afterItsReport = new Date("2026-11-26T00:05:00+08:00");

/** A reader that is asked for something of one published entry. */
const read = (
  of: Scenario["of"],
  name: string,
  asking: (entryId: string) => HttpCall,
  change: Partial<EntryInput> = {},
): Scenario => ({
  of,
  name,
  given: async (world) => {
    await agenciesIn(world);
    const { entryId } = await listed(world, 1, change);
    return { kind: "request", request: asking(entryId) };
  },
});

/** Clocks of entries, what is sent on of them, and who reads them. */
export const lists: readonly Scenario[] = [
  {
    of: "sweep-due",
    name: "three entries that have ended",
    at: afterItsEnd,
    given: async (world) => {
      for (const n of [1, 2, 3]) await listed(world, n);
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-due",
    name: "an entry that is not reported in time, and one that lapses",
    at: afterItsReport,
    given: async (world) => {
      await agenciesIn(world);
      await listed(world, 1, { report: false });
      await listed(world, 2, { report: false, validTo: "2026-11-25" });
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-due",
    name: "the first sweep of a morning, with a digest of what was said since the day before",
    at: new Date("2026-11-26T08:05:00+08:00"),
    given: async (world) => {
      await agenciesIn(world);
      for (const n of [1, 2]) await listed(world, n, { report: false });
      await swept(world, afterItsReport);
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-due",
    name: "one of two names ends, an entry that might be followed, and a measure that is over",
    at: afterItsEnd,
    given: async (world) => {
      await listed(world, 1);
      await listed(world, 1, { ...otherName, validTo: "2029-01-17" });
      await listed(world, 2, { followOn: { months: 6, measures: [] } });
      await retired(world, "restrict-fiscal-subsidies", afterItsEnd);
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-due",
    name: "an error of whoever went into another, whose honour did not come back yet",
    at: new Date("2026-11-23T10:05:00+08:00"),
    given: async (world) => {
      await agenciesIn(world);
      await mistakenAndCutOff(world);
      return { kind: "schedule" };
    },
  },
  {
    of: "sweep-due",
    name: "an entry of a subject that another went into ends, and a proposal that was shown lapses",
    at: afterItsEnd,
    given: async (world) => {
      await merged(world);
      await shown(world, 3);
      return { kind: "schedule" };
    },
  },
  {
    of: "relay-records",
    name: "twelve decisions, announcements, a submission, an ending, a changed calendar, an answer, an alert, figures, a decision",
    given: async (world) => {
      for (let n = 1; n <= 13; n++) await listed(world, n);
      const images = await decisionImages(world);
      const other = [
        { record: "announcement", message: announcement },
        { record: "announcement", message: { ...announcement, announcementId: "ann_another" } },
        { record: "submission", message: received },
        { record: "ending", message: ending },
        { record: "clocks", message: clocksDue },
        { record: "feedback", message: answer },
        { record: "clockAlert", alert: raised },
        { record: "clockAlert", alert: { ...raised, kind: "triggerFeedback", triggerId: answer.triggerId } },
        { record: "figure", message: figure },
      ].map((image) => ({ NewImage: marshall(image) as never }));
      return { kind: "records", images: [...images.slice(0, 12), ...other, ...images.slice(12)] };
    },
  },
  read("read-entries", "an entry", (entryId) => ({ route: entries.getEntry, as: authority, params: { entryId } })),
  read("read-entries", "an entry as it was shown", (entryId) => ({
    route: entries.getEntry,
    as: authority,
    params: { entryId },
    query: { asOf: "2026-11-23T09:00:00+08:00" },
  })),
  read("read-entries", "its history", (entryId) => ({
    route: entries.getEntryHistory,
    as: authority,
    params: { entryId },
  })),
  read(
    "read-entries",
    "a person's entry",
    (entryId) => ({ route: entries.getEntry, as: authority, params: { entryId }, headers: forAReview }),
    ofPerson(1),
  ),
  read(
    "read-entries",
    "the history of an entry with those who answer for it",
    (entryId) => ({ route: entries.getEntryHistory, as: office, params: { entryId }, headers: forAReview }),
    withResponsible,
  ),
  read(
    "read-entries",
    "what a superior unit was told",
    () => ({ route: entries.listSuperiorNotices, as: office }),
    publicBody,
  ),
  {
    of: "read-entries",
    name: "entries of a month",
    given: async (world) => {
      await agenciesIn(world);
      for (const n of [1, 2, 3, 4]) await listed(world, n);
      return { kind: "request", request: { route: entries.listEntries, as: authority, query: { month: "2026-11" } } };
    },
  },
  ...[
    { name: "an objection", asking: (objectionId: string) => ({ route: getObjection, params: { objectionId } }) },
    { name: "objections", asking: () => ({ route: listObjections }) },
  ].map(({ name, asking }): Scenario => ({
    of: "read-entries",
    name,
    given: async (world) => {
      await agenciesIn(world);
      const objectionId = await contested(world, await listed(world, 1));
      return { kind: "request", request: { as: authority, ...asking(objectionId) } };
    },
  })),
  {
    of: "sweep-due",
    name: "an objection that nobody verified, to an entry that has ended since",
    at: new Date("2028-12-20T00:05:00+08:00"),
    given: async (world) => {
      await agenciesIn(world);
      const ended = new Date("2028-11-20T09:00:00+08:00");
      const entry = await listed(world, 1);
      await swept(world, ended);
      await contested(world, entry, ended);
      return { kind: "schedule" };
    },
  },
  read("query-public", "by USCC", () => ({ route: queryPublicEntries, query: { uscc: usccNo(1) } })),
  read("query-public", "by name", () => ({ route: queryPublicEntries, query: { name: "衡川市第1制造有限公司" } })),
  {
    of: "query-public",
    name: "a subject that another went into",
    given: async (world) => {
      await merged(world);
      return { kind: "request", request: { route: queryPublicEntries, query: { uscc: usccNo(2) } } };
    },
  },
  ...[
    { name: "what is shown for objections", asking: () => ({ route: listNotices }) },
    { name: "one notice", asking: (entryId: string) => ({ route: getNotice, params: { entryId } }) },
  ].map(({ name, asking }): Scenario => ({
    of: "query-public",
    name,
    given: async (world) => {
      const { entryId } = await shown(world, 3);
      return { kind: "request", request: asking(entryId) };
    },
  })),
  read("explain-entries", "why a published entry restricts", (entryId) => ({
    route: explainPublicEntry,
    params: { entryId },
  })),
  {
    of: "explain-entries",
    name: "why a person is restricted",
    given: async (world) => {
      await agenciesIn(world);
      const { subjectId } = await personListed(world, 1);
      return {
        kind: "request",
        request: { route: explainSubject, as: office, params: { subjectId }, headers: forAReview },
      };
    },
  },
  {
    of: "explain-entries",
    name: "why a subject is restricted that another went into",
    given: async (world) => {
      await agenciesIn(world);
      const { subjectId } = await merged(world);
      return { kind: "request", request: { route: explainSubject, as: office, params: { subjectId } } };
    },
  },
  read("query-public", "an entry's page", (entryId) => ({ route: getPublicEntry, params: { entryId } })),
  read(
    "query-public",
    "the page of a person's entry, who may have borne another name",
    (entryId) => ({ route: getPublicEntry, params: { entryId } }),
    ofPerson(1),
  ),
  read(
    "explain-entries",
    "why a person's entry restricts, for anybody",
    (entryId) => ({ route: explainPublicEntry, params: { entryId } }),
    ofPerson(1),
  ),
  {
    of: "screen-subjects",
    name: "three subjects, two of them listed",
    given: async (world) => {
      await agenciesIn(world);
      for (const n of [1, 2]) await listed(world, n);
      const subjects = [1, 2, 3].map((n) => ({ uscc: usccNo(n) }));
      return {
        kind: "request",
        request: { route: screenSubjects, as: implementing, body: { matter: "fiscalFunds", subjects } },
      };
    },
  },
  {
    of: "screen-subjects",
    name: "four persons, three of them listed, and an organisation by its name",
    given: async (world) => {
      await agenciesIn(world);
      for (const n of [1, 2, 3]) await personListed(world, n);
      await listed(world, 5);
      const subjects = [...[1, 2, 3, 4].map(named), { name: "衡川市第5制造有限公司" }];
      return {
        kind: "request",
        request: { route: screenSubjects, as: implementing, body: { matter: "fiscalFunds", subjects } },
      };
    },
  },
  ...repairSweeps,
  ...repairReads,
  ...actClaimReads,
  ...disclosuresAmongLists,
];
