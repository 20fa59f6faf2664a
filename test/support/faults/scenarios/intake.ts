import { createSubmissionStore } from "../../../../shared/adapters/dynamodb/submissions.ts";
import * as routes from "../../../../shared/http/routes/submissions.ts";
import { getAgency, putAgency } from "../../../../shared/http/routes/office.ts";
import { agenciesIn, authority, office, submission, upload } from "../given.ts";
import type { Scenario } from "../scenario.ts";
import { csvOf, listing, officer, usccNo } from "../../house.ts";

const rows = JSON.stringify({ rows: [listing(1)] });

const received = {
  type: "submission-received",
  version: 1,
  format: "csv",
  charset: "utf-8",
  by: officer,
  correlationId: "along",
};
const ready = { type: "rows-ready", version: 1, chunk: 0, by: officer, correlationId: "along" };

/** Files from their coming in to the answers to their rows; and the register. */
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
    name: "rows good, bad, double, and two of one subject",
    given: async (world) => {
      await agenciesIn(world);
      const { submissionId } = await submission(world, 1);
      const key = `chunks/${submissionId}/0`;
      const second = { ...listing(1), basis: { ...listing(1).basis, documentNo: "衡市监处罚〔2026〕900号" } };
      const inputs = [
        listing(1),
        listing(2, { informationProvider: "finance" }),
        { ...listing(3), severity: "dire" },
        listing(1),
        second,
      ];
      await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
      return { kind: "messages", bodies: [{ ...ready, submissionId, key }] };
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
