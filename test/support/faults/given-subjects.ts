import { createSubjectReader } from "../../../shared/adapters/dynamodb/subjects.ts";
import { changeSubject } from "../../../shared/app/change-subject.ts";
import * as acts from "../../../shared/app/entry-acts.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import { monday, officer } from "../house.ts";
import { acted, idNo, listed, red, storesOf, value } from "./given.ts";
import type { World } from "./world.ts";

export const document = { on: "2026-11-20", documentNo: "衡市监登字〔2026〕第8号" };

/** A red subject, and the black one that goes into it. */
export const both = async (world: World): Promise<Entry> => {
  await listed(world, 2, red);
  return listed(world, 1);
};

/** Lets a subject go into the second. */
const mergedInto = async (world: World, subjectId: string): Promise<string> => {
  const into = idNo("sbj", 2);
  const { db, table } = world.engine;
  value(
    await changeSubject(
      {
        ...storesOf(world),
        now: () => monday,
        subjects: createSubjectReader(db, { lists: table.Lists, subjects: table.Subjects }),
      },
      {
        subjectId,
        caller: { ...officer, agencyId: "credit-office", roles: ["office"] },
        by: officer,
        correlationId: "merged-before",
        change: { kind: "merged", into, ...document },
      },
    ),
  );
  return into;
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
