import { createPersonalReads } from "../../../shared/adapters/dynamodb/subject/personal-reads.ts";
import { createPersonIndex } from "../../../shared/adapters/dynamodb/subject/persons.ts";
import { createOpen } from "../../../shared/adapters/kms/seal.ts";
import { createIndexKeys } from "../../../shared/adapters/secrets/digest.ts";
import { createPepperReader, fetchPeppers, putPeppers } from "../../../shared/adapters/secrets/pepper.ts";
import { rotatePepper } from "../../../shared/app/person/rotate-pepper.ts";
import type { Entry } from "../../../shared/domain/entry/entry.ts";
import type { EntryInput } from "../../../shared/domain/entry/input.ts";
import { writePeppers } from "../../../shared/domain/subject/pepper.ts";
import { shanghaiInstant } from "../../../shared/kernel/local-date.ts";
import { monday, usccNo } from "../house.ts";
import { identityNo, personListing } from "../persons.ts";
import { finance, idNo, listed } from "./given.ts";
import { firstPepper, type World } from "./world.ts";

/** The nth person as an agency or anybody else names them. */
export const named = (n: number) => ({ idType: "residentId", idNumber: identityNo(n), name: "张晓明" }) as const;

/** Headers of a read that says what it is for. */
export const forAReview = { "x-purpose": encodeURIComponent("复核"), "x-officer": encodeURIComponent("王芳") };

/** What makes a listing a person's, determined after a notice of their own. */
export const ofPerson = (n: number): Partial<EntryInput> => {
  const { subject, facts, procedure } = personListing(n);
  return { subject, facts, procedure };
};

/** Lists the nth person, published. */
export const personListed = (world: World, n: number): Promise<Entry> => listed(world, n, ofPerson(n));

/** A public body whose superior unit is the credit office, as an agency of the platform. */
export const publicBody: Partial<EntryInput> = {
  subject: {
    kind: "organisation",
    name: "衡川市第一中学",
    uscc: usccNo(1),
    publicBody: { superiorUnit: { name: "衡川市信用办", agencyId: "credit-office" } },
  },
};

/** Those who answer for an organisation, one of them with a document. */
export const withResponsible: Partial<EntryInput> = {
  responsiblePersons: [
    { role: "legalRepresentative", ...named(1) },
    { role: "principal", name: "王建国" },
  ],
};

const hour = 3_600_000;
const before = (hours: number): string => new Date(monday.getTime() - hours * hour).toISOString();

/** A rotation of the pepper as it stands on Monday. */
export const rotations = {
  begun: { current: 1 },
  announced: { current: 1, announcedAt: before(6) },
  switched: { current: 2, announcedAt: before(12), switchedAt: before(6) },
  settled: { current: 2, announcedAt: before(250), switchedAt: before(244) },
} as const;

/** Brings a rotation that far; whoever was met before stands under the first pepper. */
export const rotation = (world: World, how: keyof typeof rotations): void => {
  const versions = new Map([
    [1, firstPepper],
    [2, "the second pepper of this deployment"],
  ]);
  world.putPepper(writePeppers({ ...rotations[how], versions }));
};

/** Another run of the rotation, a quarter of a day later. */
export const rotatedOn = async ({ engine: { db, table } }: World): Promise<void> => {
  const secret = process.env["PEPPER_SECRET_ARN"] ?? "";
  const index = createPersonIndex(db, table.Subjects, {
    indexKeys: createIndexKeys(createPepperReader(secret)),
    open: createOpen(process.env["PERSON_KEY_ARN"] ?? "", "subjectId"),
  });
  const read = () => fetchPeppers(secret);
  const write = (peppers: Parameters<typeof putPeppers>[1]) => putPeppers(secret, peppers);
  await rotatePepper({ index, read, write, remaining: () => 60_000 }, new Date(monday.getTime() + 6 * hour));
};

/** Reads of one person that the implementing agency has made this month. */
export const readBefore = async ({ engine: { db, table } }: World, count: number): Promise<void> => {
  await createPersonalReads(db, table.PersonalReads).record(
    Array.from({ length: count }, (_, n) => ({
      readId: `prd_${String(n).padStart(26, "0")}`,
      at: shanghaiInstant(monday),
      agencyId: finance.agencyId,
      clientId: finance.clientId,
      purpose: "核对",
      what: "resolution",
      subjectId: idNo("sbj", 1),
      correlationId: "read-before",
    })),
  );
};
