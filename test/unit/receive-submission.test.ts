import { expect, test } from "vitest";
import type { RowsReady } from "../../events/rows-ready/v1.ts";
import type { SubmissionReceived } from "../../events/submission-received/v1.ts";
import { receiveSubmission } from "../../shared/app/submission/receive-submission.ts";
import { splitSubmission } from "../../shared/app/submission/split-submission.ts";
import { monday, officer } from "../support/house.ts";

test("what is worked on knows when its file was received: that is the day on which its rows were reported (A §3, §19)", async () => {
  const received: SubmissionReceived[] = [];
  const ready: RowsReady[] = [];
  const deps = {
    files: { put: () => Promise.resolve(), remove: () => Promise.resolve(), size: () => Promise.resolve(1) },
    submissions: {
      create: (_: unknown, message: SubmissionReceived) => {
        received.push(message);
        return Promise.resolve("created" as const);
      },
    },
    uploads: { find: () => Promise.resolve(undefined) },
    newSubmissionId: () => "sub_1",
    now: () => monday,
  };
  await receiveSubmission(deps, {
    kind: "penalties",
    charset: "utf-8",
    format: "json",
    bytes: Buffer.from("{}"),
    by: officer,
    correlationId: "test",
    request: { clientId: "c", key: "k", digest: "d", answerWith: () => ({ status: 202, body: {} }) },
  });
  for (const message of received)
    await splitSubmission(
      {
        files: {
          ...deps.files,
          open: () =>
            Promise.resolve(
              (async function* () {
                yield await Promise.resolve(Buffer.from("{}"));
              })(),
            ),
        },
        submissions: {
          find: () => Promise.resolve(undefined),
          split: () => Promise.resolve(),
          fail: () => Promise.resolve(),
        },
        rows: { send: (messages) => Promise.resolve(void ready.push(...messages)) },
        readRows: async function* () {
          yield await Promise.resolve({ line: 1, value: {} });
        },
      },
      message,
    );
  expect(ready).toMatchObject([{ receivedAt: "2026-11-23T09:00:00.000+08:00" }]);
});
