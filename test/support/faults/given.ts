import { createAgencyRegister } from "../../../shared/adapters/dynamodb/agencies.ts";
import { createDueStore } from "../../../shared/adapters/dynamodb/due.ts";
import { createDeliveryMaker, createDeliveryWork } from "../../../shared/adapters/dynamodb/deliveries.ts";
import { createEntryStore } from "../../../shared/adapters/dynamodb/entries.ts";
import { createSubmissionStore } from "../../../shared/adapters/dynamodb/submissions.ts";
import { createTriggerMaker } from "../../../shared/adapters/dynamodb/trigger-maker.ts";
import { createUploadStore } from "../../../shared/adapters/dynamodb/uploads.ts";
import { createSubscribers, createWebhookStore } from "../../../shared/adapters/dynamodb/webhooks.ts";
import { readRecord } from "../../../shared/adapters/dynamodb/records.ts";
import { createSeal } from "../../../shared/adapters/kms/seal.ts";
import { newSecret } from "../../../shared/adapters/webhook/signature.ts";
import { makeTriggers } from "../../../shared/app/make-triggers.ts";
import { submitEntry } from "../../../shared/app/submit-entry.ts";
import { sweepWebhooks } from "../../../shared/app/sweep-webhooks.ts";
import { createWebhookQueue } from "../../../shared/adapters/sqs/webhook-queue.ts";
import { sweepDue } from "../../../shared/app/sweep-due.ts";
import type { Agency } from "../../../shared/ports/agencies.ts";
import type { EntryInput } from "../../../shared/domain/entry/input.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import { closed } from "../../../shared/domain/webhook/circuit.ts";
import { deliveryOf } from "../../../shared/domain/webhook/delivery.ts";
import { shanghaiInstant } from "../../../shared/kernel/local-date.ts";
import type { DecisionRecorded } from "../../../events/decision-recorded/v1.ts";
import { marshall } from "@aws-sdk/util-dynamodb";
import { calendar, catalogue, listing, monday, officer, rulesFor, usccNo } from "../house.ts";
import type { World } from "./world.ts";

/** Ids of the right form that are the same on every run. */
export const idNo = (sort: "sbj" | "sub" | "upl", n: number): string => `${sort}_${String(n).padStart(26, "0")}`;

/** Clients as their agencies' tokens name them. */
export const authority = officer.clientId;
export const implementing = "finance-client";
export const office = "credit-office-client";

const agency = (agencyId: string, name: string, roles: Agency["roles"]): Agency => ({
  agencyId,
  name,
  uscc: usccNo(9_999, "11"),
  roles,
  clientIds: [`${agencyId}-client`],
});

/** Registers an authority, an implementing agency and the credit office. */
export const agenciesIn = async ({ engine }: World): Promise<void> => {
  const register = createAgencyRegister(engine.db, engine.table.Register, () => monday);
  await register.put(agency("market-regulation", officer.name, ["authority", "implementing"]));
  await register.put(agency("finance", "衡川市财政局", ["implementing"]));
  await register.put(agency("credit-office", "衡川市信用办", ["office"]));
};

const storesOf = ({ engine: { db, table } }: World) => ({
  entries: createEntryStore(db, { subjects: table.Subjects, lists: table.Lists, intake: table.Intake }),
  agencies: createAgencyRegister(db, table.Register, () => monday),
  due: createDueStore(db, table.Lists),
  rulesFor,
  calendar,
  catalogue,
});

/** Lists the nth subject; reported and, as its severity has it, published unless told otherwise. */
export const listed = async (
  world: World,
  n: number,
  {
    report = true,
    at = monday,
    ...change
  }: Partial<EntryInput> & { readonly report?: boolean; readonly at?: Date } = {},
): Promise<Entry> => {
  const submitted = await submitEntry(
    { ...storesOf(world), now: () => at, newSubjectId: () => idNo("sbj", n) },
    { input: listing(n, change), by: officer, correlationId: "seeded-before", report },
  );
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.refusal));
  return submitted.value.entry;
};

/** Lets time run out on what is listed. */
export const swept = async (world: World, at: Date): Promise<void> => {
  await sweepDue({ ...storesOf(world), now: () => at }, at, "seeded-sweep");
};

/** The decisions that stand, as the stream shows them, in the order of their keys. */
export const decisionImages = async (world: World) =>
  (await world.contents()).items.Lists.filter(({ record }) => record === "decision").map((item) => ({
    NewImage: marshall(item) as never,
  }));

/** The decisions that stand, as messages. */
export const decisions = async (world: World): Promise<readonly DecisionRecorded[]> =>
  (await decisionImages(world)).map(({ NewImage }) => readRecord(NewImage) as DecisionRecorded);

/** Makes the triggers of what was decided so far. */
export const triggersMade = async (world: World): Promise<void> => {
  const triggers = createTriggerMaker(world.engine.db, world.engine.table.Triggers);
  for (const decision of await decisions(world))
    await makeTriggers({ triggers, catalogue, announce: () => Promise.resolve() }, decision);
};

/** A submission of the authority, received. */
export const submission = async (
  { engine: { db, table } }: World,
  n: number,
  key = `uploads/${idNo("sub", n)}`,
): Promise<{ readonly submissionId: string; readonly key: string }> => {
  const submissionId = idNo("sub", n);
  await createSubmissionStore(db, table.Intake).create(
    {
      submissionId,
      kind: "listEntries",
      agencyId: officer.agencyId,
      receivedAt: shanghaiInstant(monday),
      doneChunks: 0,
      counts: { accepted: 0, duplicate: 0, rejected: 0 },
    },
    {
      type: "submission-received",
      version: 1,
      submissionId,
      key,
      format: "csv",
      charset: "utf-8",
      by: officer,
      correlationId: "submitted-before",
    },
    {
      clientId: authority,
      key: `seeded-${n}`,
      digest: "digest",
      answer: { status: 202, body: { submissionId } },
      at: monday,
    },
  );
  return { submissionId, key };
};

/** An upload of the authority, offered and put. */
export const upload = async (world: World, n: number, text: string): Promise<string> => {
  const { db, table } = world.engine;
  const uploadId = idNo("upl", n);
  const key = `uploads/${uploadId}`;
  await createUploadStore(db, table.Intake).offer(
    {
      uploadId,
      agencyId: officer.agencyId,
      key,
      bytes: text.length,
      format: "json",
      linkEndsAt: shanghaiInstant(new Date(monday.getTime() + 900_000)),
      keptUntil: shanghaiInstant(new Date(monday.getTime() + 86_400_000)),
    },
    { clientId: authority, key: `seeded-upload-${n}`, digest: "digest", answer: { status: 201, body: {} }, at: monday },
  );
  await world.putFile(key, text);
  return uploadId;
};

/** An agency that hears by webhook. */
export const subscribed = async (
  world: World,
  agencyId: string,
  url = "https://hooks.example.gov.cn/",
): Promise<void> => {
  const seal = createSeal(process.env["WEBHOOK_KEY_ARN"] ?? "");
  await createWebhookStore(world.engine.db, world.engine.table.Webhooks).put(
    {
      agencyId,
      url,
      enabled: true,
      secrets: [{ ciphertext: await seal(newSecret(), agencyId), createdAt: monday }],
      circuit: closed,
      updatedAt: monday,
    },
    undefined,
  );
};

/** Events that wait for an agency. */
export const waitingEvents = async (world: World, agencyId: string, count: number): Promise<readonly string[]> => {
  const deliveries = Array.from({ length: count }, (_, n) =>
    deliveryOf({
      agencyId,
      entryId: `ent_${"0".repeat(26)}`,
      triggerKey: `trigger-${n}`,
      kind: "apply",
      createdAt: shanghaiInstant(monday),
      correlationId: "happened-before",
    } as Parameters<typeof deliveryOf>[0]),
  );
  await createDeliveryMaker(world.engine.db, world.engine.table.Webhooks).make(deliveries);
  return deliveries.map(({ eventId }) => eventId);
};

/** The hourly sweep, an hour later. */
export const wokenBySweep = async ({ engine: { db, table } }: World): Promise<void> => {
  const webhookQueue = createWebhookQueue(process.env["WEBHOOKS_QUEUE_URL"] ?? "");
  const [subscribers, work] = [createSubscribers(db, table.Webhooks), createDeliveryWork(db, table.Webhooks)];
  await sweepWebhooks({ subscribers, work, webhookQueue }, new Date(monday.getTime() + 3_600_000));
};
