import { createSubmissionStore } from "../../../../shared/adapters/dynamodb/submission/submissions.ts";
import * as routes from "../../../../shared/http/routes/submissions.ts";
import { getAgency, putAgency } from "../../../../shared/http/routes/office.ts";
import * as acts from "../../../../shared/app/entry/entry-acts.ts";
import { getEvidence, keepEvidence } from "../../../../shared/http/routes/evidence.ts";
import { sha256Of } from "../../../../shared/kernel/ids.ts";
import { acted, agenciesIn, authority, finance, listed, office, red, swept } from "../given.ts";
import { kept, pdf, submission, upload } from "../given-intake.ts";
import { ofPerson, personListed, rotation } from "../given-persons.ts";
import { elsewhere, importedElsewhere, merged, mergedReds } from "../given-subjects.ts";
import { actEvidence } from "./act-claims.ts";
import type { Scenario } from "../scenario.ts";
import type { EntryInput } from "../../../../shared/domain/entry/input.ts";
import { chunkKey, fileKey } from "../../../../shared/domain/submission/file-key.ts";
import { permitRow } from "../../disclosures.ts";
import { csvOf, listing, monday, officer, usccNo } from "../../house.ts";

const rows = JSON.stringify({ rows: [listing(1)] });

const creditOffice = { agencyId: "credit-office", name: "衡川市信用办", clientId: office };
const nextDay = new Date("2026-11-24T09:40:00+08:00");

const received = {
  type: "submission-received",
  version: 1,
  kind: "listEntries",
  format: "csv",
  charset: "utf-8",
  by: officer,
  correlationId: "along",
};
const ready = {
  type: "rows-ready",
  version: 1,
  kind: "listEntries",
  chunk: 0,
  by: officer,
  correlationId: "along",
};
/** Number 1 under another document, and under a name that its authority spells otherwise. */
const once = (n: number, name = listing(1).subject.name) => ({
  ...listing(1),
  subject: { ...listing(1).subject, name },
  basis: { ...listing(1).basis, documentNo: `衡市监处罚〔2026〕90${n}号` },
});
const person = {
  ...listing(5),
  subject: { kind: "person", name: "张伟", idType: "residentId", idNumber: "11010519491231002X" },
  procedure: { priorNotice: { servedOn: "2026-11-09", method: "direct", proof: "衡市监告〔2026〕5号" } },
} as const satisfies Partial<EntryInput>;

/** Files from their coming in to the answers to their rows, or to their end; and the register. */
export const intake: readonly Scenario[] = [
  {
    of: "receive-submission",
    name: "a file in the request",
    given: async (world) => {
      await agenciesIn(world);
      const request = {
        route: routes.receiveSubmission,
        as: authority,
        query: { kind: "listEntries" },
        body: JSON.parse(rows),
      };
      return { kind: "request", request };
    },
  },
  {
    of: "receive-submission",
    name: "a file uploaded before",
    given: async (world) => {
      await agenciesIn(world);
      const uploadId = await upload(world, 1, rows);
      const request = {
        route: routes.receiveSubmission,
        as: authority,
        query: { kind: "listEntries" },
        body: { uploadId },
      };
      return { kind: "request", request };
    },
  },
  {
    of: "offer-upload",
    name: "a link",
    lends: ["uploads:PutObject"],
    given: async (world) => {
      await agenciesIn(world);
      return {
        kind: "request",
        request: { route: routes.offerUpload, as: authority, body: { bytes: 1000, format: "csv" } },
      };
    },
  },
  {
    of: "keep-evidence",
    name: "a file of evidence, confirmed",
    given: async (world) => {
      await agenciesIn(world);
      const uploadId = await upload(world, 1, pdf, "evidence");
      const body = { uploadId, sha256: sha256Of(new TextEncoder().encode(pdf)), officer: "经办人甲" };
      return { kind: "request", request: { route: keepEvidence, as: authority, body } };
    },
  },
  {
    of: "keep-evidence",
    name: "evidence against a person, read by the office",
    lends: ["evidence:GetObject"],
    given: async (world) => {
      await agenciesIn(world);
      const attachmentId = await kept(world, 1);
      const proposal = await listed(world, 5, { ...person, determinedOn: undefined, procedure: undefined });
      const notice = {
        servedOn: "2026-11-23",
        method: "direct",
        evidence: [{ title: "送达回证", attachmentId }],
      } as const;
      await acted(world, proposal.entryId, acts.servePriorNotice(notice));
      return {
        kind: "request",
        request: {
          route: getEvidence,
          as: office,
          params: { evidenceId: attachmentId },
          headers: { "x-purpose": "review" },
        },
      };
    },
  },
  ...actEvidence,
  {
    of: "split-submission",
    name: "a file of three chunks",
    given: async (world) => {
      const { submissionId, key } = await submission(world, 1);
      await world.putFile(key, csvOf(101));
      return { kind: "messages", bodies: [{ ...received, submissionId, key }] };
    },
  },
  {
    of: "split-submission",
    name: "a file of feedback",
    given: async (world) => {
      const { submissionId, key } = await submission(world, 1, { kind: "feedback", by: finance });
      await world.putFile(key, "triggerId,outcome,on\nnone,applied,2026-11-23\n");
      return { kind: "messages", bodies: [{ ...received, kind: "feedback", by: finance, submissionId, key }] };
    },
  },
  {
    of: "split-submission",
    name: "a file of permits",
    given: async (world) => {
      const { submissionId, key } = await submission(world, 1, { kind: "permits" });
      await world.putFile(key, JSON.stringify({ rows: [permitRow(1), {}] }));
      const message = { ...received, kind: "permits", format: "json", submissionId, key };
      return { kind: "messages", bodies: [message] };
    },
  },
  {
    of: "split-submission",
    name: "a file with a wrong header",
    given: async (world) => {
      const { submissionId, key } = await submission(world, 1);
      await world.putFile(key, "what,is,this\n1,2,3\n");
      return { kind: "messages", bodies: [{ ...received, submissionId, key }] };
    },
  },
  {
    of: "split-submission",
    name: "a file that is gone",
    given: async (world) => ({ kind: "messages", bodies: [{ ...received, ...(await submission(world, 1)) }] }),
  },
  {
    of: "admit-rows",
    name: "rows good, bad, double, a person's, and two of one subject",
    given: async (world) => {
      await agenciesIn(world);
      const { submissionId, key: file } = await submission(world, 1);
      const key = chunkKey(file, submissionId, 0);
      const inputs = [
        listing(1),
        listing(2, { informationProvider: "finance" }),
        { ...listing(3), severity: "dire" },
        listing(1),
        once(0),
        {
          ...person,
          procedure: { priorNotice: { ...person.procedure.priorNotice, attachmentId: await kept(world, 3) } },
        },
      ];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      return { kind: "messages", bodies: [{ ...ready, submissionId, key }] };
    },
  },
  {
    of: "admit-rows",
    name: "a subject under names that come and go, and the end of its red entry",
    given: async (world) => {
      await agenciesIn(world);
      await listed(world, 1, red);
      const { submissionId, key: file } = await submission(world, 1);
      const key = chunkKey(file, submissionId, 0);
      const inputs = [once(1), once(2, "衡川市第一制造有限责任公司"), once(3)];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      return { kind: "messages", bodies: [{ ...ready, submissionId, key }] };
    },
  },
  {
    of: "admit-rows",
    name: "a row of a subject that another went into",
    given: async (world) => {
      await agenciesIn(world);
      await merged(world);
      const { submissionId, key: file } = await submission(world, 1);
      const key = chunkKey(file, submissionId, 0);
      const basis = { ...listing(2).basis, documentNo: "衡市监处罚〔2026〕902号" };
      await world.putFile(key, JSON.stringify([{ line: 2, input: listing(2, { basis }) }]));
      return { kind: "messages", bodies: [{ ...ready, submissionId, key }] };
    },
  },
  {
    of: "admit-rows",
    name: "a black row of a subject that went into another, whose red entry ends with its own",
    mayDiffer: [
      {
        what: /"by":\{[^}]*\},"correlationId":"(along|seeded-sweep)"/g,
        because: "what a worker left over, the platform ends in its own name",
      },
    ],
    given: async (world) => {
      await agenciesIn(world);
      await mergedReds(world);
      const { submissionId, key: file } = await submission(world, 1);
      const key = chunkKey(file, submissionId, 0);
      await world.putFile(key, JSON.stringify([{ line: 2, input: listing(1) }]));
      return { kind: "messages", bodies: [{ ...ready, submissionId, key }] };
    },
    afterwards: async (world) => {
      // What a worker left over when it was killed, the hour's sweep makes good for.
      await swept(world, monday);
    },
  },
  {
    of: "admit-rows",
    name: "rows of a person who is known and of one who is not, while the pepper is rotated",
    given: async (world) => {
      await agenciesIn(world);
      await personListed(world, 1);
      rotation(world, "switched");
      const { submissionId, key: file } = await submission(world, 1);
      const key = chunkKey(file, submissionId, 0);
      const inputs = [{ ...once(1), ...ofPerson(1) }, listing(2, ofPerson(2))];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      return { kind: "messages", bodies: [{ ...ready, submissionId, key }] };
    },
  },
  {
    of: "admit-rows",
    name: "entries of a list kept elsewhere: new, against a red one, a person's, one that ended, and one twice",
    given: async (world) => {
      await agenciesIn(world);
      await listed(world, 1, red);
      const { submissionId, key: file } = await submission(world, 1, { kind: "externalEntries", by: creditOffice });
      const key = chunkKey(file, submissionId, 0);
      const { validTo: _, listedOn: __, ...gone } = elsewhere(listing(2).subject);
      const inputs = [
        elsewhere(listing(1).subject),
        elsewhere(listing(2).subject),
        elsewhere(person.subject),
        { ...gone, endedOn: "2026-11-20" },
        elsewhere(listing(1).subject),
      ];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      return { kind: "messages", bodies: [{ ...ready, kind: "externalEntries", by: creditOffice, submissionId, key }] };
    },
  },
  {
    of: "admit-rows",
    name: "a newer edition of a list kept elsewhere that says the same",
    given: async (world) => {
      await agenciesIn(world);
      await importedElsewhere(world, elsewhere(listing(1).subject));
      const { submissionId, key: file } = await submission(world, 1, { kind: "externalEntries", by: creditOffice });
      const key = chunkKey(file, submissionId, 0);
      const inputs = [{ ...elsewhere(listing(1).subject), edition: "2026-11-22" }];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      const message = { ...ready, kind: "externalEntries", submissionId, key, by: creditOffice };
      return { kind: "messages", bodies: [message] };
    },
  },
  {
    of: "admit-rows",
    name: "commands on entries: taken, refused, and two on one",
    given: async (world) => {
      await agenciesIn(world);
      const proposal = await listed(world, 1, { determinedOn: undefined });
      const published = await listed(world, 2);
      const { submissionId, key: file } = await submission(world, 1, { kind: "entryCommands" });
      const key = chunkKey(file, submissionId, 0);
      const inputs = [
        { entryId: proposal.entryId, command: "public-notice" },
        { entryId: proposal.entryId, command: "withdrawal", why: "误报" },
        { entryId: published.entryId, command: "publication" },
        { entryId: published.entryId, command: "exit", reason: "error", why: "主体有误", officer: "周敏" },
        { entryId: published.entryId, command: "exit", reason: "error", why: "主体有误", officer: "吴越" },
      ];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      return { kind: "messages", bodies: [{ ...ready, kind: "entryCommands", submissionId, key }] };
    },
  },
  {
    of: "admit-rows",
    name: "a chunk that was answered before",
    given: async (world) => {
      const { submissionId } = await submission(world, 1);
      const { db, table } = world.engine;
      await createSubmissionStore(db, table.Intake).record(submissionId, 0, [
        { line: 2, outcome: "accepted", id: "ent_1", errors: [] },
      ]);
      return { kind: "messages", bodies: [{ ...ready, submissionId, key: `chunks/${submissionId}/0` }] };
    },
  },
  ...[
    { name: "a submission", route: routes.getSubmission },
    { name: "its results", route: routes.getSubmissionResults },
    { name: "its results as CSV", route: routes.downloadSubmissionResults },
  ].map(({ name, route }): Scenario => ({
    of: "read-submissions",
    name,
    given: async (world) => {
      await agenciesIn(world);
      const { submissionId } = await submission(world, 1);
      const { db, table } = world.engine;
      const store = createSubmissionStore(db, table.Intake);
      await store.split(submissionId, { chunks: 1, rows: 1 });
      await store.record(submissionId, 0, [{ line: 2, outcome: "accepted", id: "ent_1", errors: [] }]);
      return { kind: "request", request: { route, as: authority, params: { submissionId } } };
    },
  })),
  {
    of: "sweep-files",
    name: "an upload that nobody handed in, a file and chunks that nobody worked on, and one of today",
    at: nextDay,
    given: async (world) => {
      await upload(world, 1, rows);
      const unread = await submission(world, 1);
      const halfDone = await submission(world, 2);
      await world.putFile(unread.key, csvOf(1));
      await createSubmissionStore(world.engine.db, world.engine.table.Intake).split(halfDone.submissionId, {
        chunks: 2,
        rows: 2,
      });
      for (const n of [0, 1]) await world.putFile(chunkKey(halfDone.key, halfDone.submissionId, n), "[]");
      await world.putFile(fileKey(nextDay, "sub_ofToday"), csvOf(1));
      // Evidence that nothing cites, and some that was put in and never confirmed.
      await kept(world, 8);
      await upload(world, 9, pdf, "evidence");
      return { kind: "schedule" };
    },
  },
  {
    of: "manage-agencies",
    name: "an agency with another client",
    given: async (world) => {
      await agenciesIn(world);
      const body = {
        uscc: usccNo(9_999, "11"),
        name: "衡川市财政局",
        roles: ["implementing"],
        clientIds: ["finance-new"],
      };
      return { kind: "request", request: { route: putAgency, as: office, params: { agencyId: "finance" }, body } };
    },
  },
  {
    of: "manage-agencies",
    name: "an agency read",
    given: async (world) => {
      await agenciesIn(world);
      return { kind: "request", request: { route: getAgency, as: office, params: { agencyId: "finance" } } };
    },
  },
];
