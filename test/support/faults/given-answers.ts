import { createAgencyRegister } from "../../../shared/adapters/dynamodb/agency/agencies.ts";
import { createCaseStore } from "../../../shared/adapters/dynamodb/trigger/cases.ts";
import { createCatalogueRegister } from "../../../shared/adapters/dynamodb/measure/catalogue-register.ts";
import { getEntry } from "../../../shared/adapters/dynamodb/entry/get-entry.ts";
import { createTriggerStore } from "../../../shared/adapters/dynamodb/trigger/triggers.ts";
import { answerTrigger } from "../../../shared/app/trigger/answer-trigger.ts";
import { publishMeasure, putMeasure, retireMeasure } from "../../../shared/app/measure/keep-measures.ts";
import { steerCase } from "../../../shared/app/feedback/typical-cases.ts";
import type { FeedbackInput } from "../../../shared/domain/feedback/input.ts";
import { catalogue, monday } from "../house.ts";
import { content } from "../measure.ts";
import { catalogueOf, finance, listed, office, triggersMade, value } from "./given.ts";
import type { World } from "./world.ts";

const officeCaller = { agencyId: "credit-office", name: "衡川市信用办", roles: ["office"], clientId: office } as const;
const byOffice = { agencyId: "credit-office", name: officeCaller.name, clientId: office, officer: "王芳" };

/** The ids of the implementing agency's triggers, in the order of their keys, of one published entry or of all. */
export const inboxOf = async (world: World): Promise<readonly string[]> =>
  (await world.contents()).items.Triggers.filter(({ agencyId }) => agencyId === finance.agencyId)
    .map(({ entryId, triggerKey }) => `${String(entryId)}.${String(triggerKey)}`)
    .sort();

/** One published entry with its triggers; gives the implementing agency's. */
export const asked = async (world: World): Promise<readonly string[]> => {
  await listed(world, 1);
  await triggersMade(world);
  return inboxOf(world);
};

/** Told with feedback, and may be published. */
export const told = { title: "联合惩戒促整改", text: "限制补贴后企业主动缴清罚款并完成整改。", public: true };

/** The implementing agency's feedback on a trigger. */
export const answered = async (
  world: World,
  triggerId: string,
  feedback: Partial<FeedbackInput> = {},
): Promise<void> => {
  const { db, table } = world.engine;
  const [entryId = "", triggerKey = ""] = triggerId.split(".");
  const tables = { triggers: table.Triggers, intake: table.Intake, feedback: table.Feedback };
  const current = catalogueOf(world);
  value(
    await answerTrigger(
      { triggers: createTriggerStore(db, tables, current), catalogue: current, now: () => monday },
      {
        entryId,
        triggerKey,
        by: finance,
        correlationId: "answered-before",
        feedback: { outcome: "applied", on: "2026-11-23", corrects: false, ...feedback },
      },
    ),
  );
};

/** A typical case of the implementing agency, proposed; gives its id. */
export const caseTold = async (world: World): Promise<string> => {
  const [triggerId = ""] = await asked(world);
  await answered(world, triggerId, { typicalCase: told });
  const found = (await world.contents()).items.Feedback.find(({ pk }) => String(pk).startsWith("case#"));
  return String(found?.["pk"]).slice("case#".length);
};

/** The office publishes a case. */
export const casePublished = async (world: World, caseId: string): Promise<void> => {
  const { db, table } = world.engine;
  value(
    await steerCase(
      {
        cases: createCaseStore(db, { feedback: table.Feedback, intake: table.Intake }),
        reader: { entry: (entryId) => getEntry(db, table.Lists, entryId) },
        now: () => monday,
      },
      {
        caseId,
        command: "publish",
        expectedVersion: "any",
        caller: officeCaller,
        by: byOffice,
        request: {
          clientId: office,
          key: "published-before",
          digest: "digest",
          answerWith: () => ({ status: 200, body: {} }),
        },
      },
    ),
  );
};

const asOffice = { caller: officeCaller, by: byOffice, correlationId: "kept-before" };
const registerIn = ({ engine: { db, table } }: World, at: Date) => ({
  register: createCatalogueRegister(db, { catalogue: table.Catalogue, intake: table.Intake }, catalogue),
  agencies: createAgencyRegister(db, table.Register, () => at),
  now: () => at,
});

/** Drafts a measure of the office's own. */
export const drafted = async (world: World, measureId: string): Promise<void> => {
  value(await putMeasure(registerIn(world, monday), { ...asOffice, measureId, content }));
};

/** Publishes a measure that was drafted. */
export const measurePublished = async (world: World, measureId: string): Promise<void> => {
  await drafted(world, measureId);
  value(await publishMeasure(registerIn(world, monday), { ...asOffice, measureId }));
};

/** Retires a measure. */
export const retired = async (world: World, measureId: string, at = monday): Promise<void> => {
  value(await retireMeasure(registerIn(world, at), { ...asOffice, measureId, reason: "上级文件已废止" }));
};
