import { createPublicDisclosures } from "../../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createExternalRoster } from "../../../shared/adapters/dynamodb/entry/external-roster.ts";
import { createRequestLog } from "../../../shared/adapters/dynamodb/db/requests.ts";
import { createSubjectReader } from "../../../shared/adapters/dynamodb/subject/subjects.ts";
import { advanceEntry } from "../../../shared/app/entry/advance-entry.ts";
import { type AskedChange, changeSubject } from "../../../shared/app/subject/change-subject.ts";
import * as acts from "../../../shared/app/entry/entry-acts.ts";
import { importExternal } from "../../../shared/app/external/import-external.ts";
import type { EntryInput } from "../../../shared/domain/entry/input.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import { monday, officer } from "../house.ts";
import { acted, honoured, idNo, listed, office, red, storesOf, value } from "./given.ts";
import type { World } from "./world.ts";

export const document = { on: "2026-11-20", documentNo: "衡市监登字〔2026〕第8号" };

/** A red subject, and the black one that goes into it. */
export const both = async (world: World): Promise<Entry> => {
  await listed(world, 2, red);
  return listed(world, 1);
};

/** Records, before anything is tried, what has become of a subject. */
const changed = async (world: World, subjectId: string, change: AskedChange): Promise<void> => {
  const { db, table } = world.engine;
  value(
    await changeSubject(
      {
        ...storesOf(world),
        now: () => monday,
        publicActs: createPublicDisclosures(db, table.Disclosures),
        subjects: createSubjectReader(db, { lists: table.Lists, subjects: table.Subjects }),
      },
      {
        subjectId,
        caller: { ...officer, agencyId: "credit-office", roles: ["office"] },
        by: officer,
        correlationId: "merged-before",
        change,
      },
    ),
  );
};

/** Lets a subject go into the second. */
const mergedInto = async (world: World, subjectId: string): Promise<string> => {
  const into = idNo("sbj", 2);
  await changed(world, subjectId, { kind: "merged", into, ...document });
  return into;
};

/** The nth subject, which stands in a list, under another code by now. */
export const underNewCode = async (world: World, n: number, uscc: string): Promise<void> => {
  const { subjectId } = await listed(world, n);
  await changed(world, subjectId, { kind: "newUscc", uscc, ...document });
};

/** The successor of such a merger. */
export const merged = async (world: World): Promise<Entry> => {
  const { subjectId } = await both(world);
  const into = await mergedInto(world, subjectId);
  return { ...(await listed(world, 2)), subjectId: into };
};

/** Two red subjects, the first gone into the second. */
export const mergedReds = async (world: World): Promise<void> => {
  const { subjectId } = await listed(world, 1, red);
  await listed(world, 2, red);
  await mergedInto(world, subjectId);
};

/** A black subject that has gone into a red one, and an error of its authority that one officer has found. */
export const mistaken = async (world: World): Promise<Entry> => {
  await honoured(world, 2);
  const { entryId, subjectId } = await listed(world, 1);
  await mergedInto(world, subjectId);
  return acted(world, entryId, acts.exitEntry({ reason: "error", why: "主体有误" }));
};

/** The same with the second officer's act, which was cut off before the red subject had its honour back. */
export const mistakenAndCutOff = async (world: World): Promise<void> => {
  const { entryId } = await mistaken(world);
  const stores = storesOf(world);
  let written = false;
  const entries = {
    ...stores.entries,
    standing: (identifier: string) =>
      written ? Promise.reject(new Error("cut off")) : stores.entries.standing(identifier),
    commit: async (decision: Parameters<typeof stores.entries.commit>[0]) => {
      const outcome = await stores.entries.commit(decision);
      written = outcome === "committed";
      return outcome;
    },
  };
  const exit = acts.exitEntry({ reason: "error", why: "主体有误" });
  const asked = { entryId, caller: { ...officer, roles: ["authority" as const] }, expectedVersion: "any" as const };
  await advanceEntry({ ...stores, entries, now: () => monday }, exit, {
    ...asked,
    by: { ...officer, officer: "经办人乙" },
    correlationId: "cut-off-before",
  }).catch(() => undefined);
  if (!written) throw new Error("nothing was cut off");
};

/** A proposal about a person that is shown to the public. */
export const shown = async (world: World, n = 1): Promise<Entry> => {
  const { entryId } = await listed(world, n, {
    determinedOn: undefined,
    subject: { kind: "person", name: "张伟", idType: "residentId", idNumber: "11010519491231002X" },
  });
  await acted(
    world,
    entryId,
    acts.servePriorNotice({ servedOn: "2026-11-23", method: "direct", evidence: [{ title: "送达回证" }] }),
  );
  return acted(world, entryId, acts.openPublicNotice({}));
};

/** What a list kept elsewhere says of a subject. */
export const elsewhere = (subject: EntryInput["subject"]) => ({
  subject,
  list: "black" as const,
  source: "全国信用信息共享平台",
  owner: "国家税务总局河东市税务局",
  documentNo: "河东税稽罚〔2026〕18号",
  edition: "2026-11-20",
  listedOn: "2026-10-20",
  validTo: "2029-10-19",
});

/** Imports an entry of such a list. */
export const importedElsewhere = async (world: World, input: ReturnType<typeof elsewhere>): Promise<void> => {
  const { db, table } = world.engine;
  const imported = await importExternal(
    {
      ...storesOf(world),
      now: () => monday,
      persons: {} as never,
      newSubjectId: () => idNo("sbj", 1),
      requests: createRequestLog(db, table.Intake),
      roster: createExternalRoster(db, table.Lists),
    },
    {
      input,
      by: { agencyId: "credit-office", name: "衡川市信用办", clientId: office },
      correlationId: "imported-before",
      row: { clientId: "sub_before", key: `line-${input.edition}`, digest: "imported-before" },
    },
  );
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusal));
};
