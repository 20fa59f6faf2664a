import type { OwnPublication } from "../../../events/disclosure-parts.ts";
import { createWithdraw } from "../../../shared/adapters/dynamodb/clock/alerts.ts";
import { createDisclosureDue } from "../../../shared/adapters/dynamodb/disclosure/disclosure-due.ts";
import { createDisclosureStore } from "../../../shared/adapters/dynamodb/disclosure/disclosures.ts";
import { createPersons } from "../../../shared/adapters/dynamodb/subject/persons.ts";
import { createSeal } from "../../../shared/adapters/kms/seal.ts";
import { createIndexKeys } from "../../../shared/adapters/secrets/digest.ts";
import { createPepperReader } from "../../../shared/adapters/secrets/pepper.ts";
import { createRequestLog } from "../../../shared/adapters/dynamodb/db/requests.ts";
import { createStandingReader } from "../../../shared/adapters/dynamodb/subject/standings.ts";
import { recordDisclosure } from "../../../shared/app/disclosure/record-disclosure.ts";
import { reportPublication } from "../../../shared/app/disclosure/report-publication.ts";
import { sweepDisclosures } from "../../../shared/app/disclosure/sweep-disclosures.ts";
import { chunkKey } from "../../../shared/domain/submission/file-key.ts";
import { checkRow } from "../../../shared/domain/disclosure/check.ts";
import { shanghaiDate } from "../../../shared/kernel/local-date.ts";
import { shippedDisclosureBook, shippedPrivacyBook } from "../../../shared/policy/shipped-rulebook.ts";
import { agencyCode, penaltyRow, type Row } from "../disclosures.ts";
import { calendar, monday, officer } from "../house.ts";
import { idNo, value } from "./given.ts";
import { submission } from "./given-intake.ts";
import type { World } from "./world.ts";

/** The nth penalty, reported by the authority on Monday, or another time, in a file of its own. */
export const disclosed = async (world: World, n: number, change: Row = {}, at = monday): Promise<string> => {
  const { db, table } = world.engine;
  const checked = checkRow("penalties", penaltyRow(n, change), { today: shanghaiDate(at), agencyCode });
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal));
  const recorded = await recordDisclosure(
    {
      disclosures: createDisclosureStore(db, { disclosures: table.Disclosures }),
      alertStore: { withdraw: createWithdraw(db, table.Lists) },
      persons: createPersons(db, table.Subjects, {
        indexKeys: createIndexKeys(createPepperReader(process.env["PEPPER_SECRET_ARN"] ?? "")),
        seal: createSeal(process.env["PERSON_KEY_ARN"] ?? "", "subjectId"),
        newSubjectId: () => idNo("sbj", n),
      }),
      standings: createStandingReader(db, table.Subjects),
      masksOn: (day) => shippedPrivacyBook()(day).masks,
      rulesFor: shippedDisclosureBook(),
      calendar: () => Promise.resolve(calendar),
      now: () => at,
    },
    {
      row: checked.value,
      by: officer,
      correlationId: "seeded-before",
      origin: { submissionId: idNo("sub", 900 + n), line: 2 },
    },
  );
  return value(recorded).disclosureId;
};

/** What is to be said about acts at an instant is said. */
export const actsSwept = async ({ engine: { db, table } }: World, at: Date): Promise<void> => {
  const disclosures = createDisclosureStore(db, { disclosures: table.Disclosures });
  const lateDisclosures = createDisclosureDue(db, { disclosures: table.Disclosures, lists: table.Lists });
  await sweepDisclosures({ disclosures, lateDisclosures }, at);
};

/** Its authority says where it published an act. */
export const publishedAt = async (
  { engine: { db, table } }: World,
  disclosureId: string,
  publication: OwnPublication,
  at = monday,
): Promise<void> => {
  value(
    await reportPublication(
      {
        disclosures: createDisclosureStore(db, { disclosures: table.Disclosures, intake: table.Intake }),
        requests: createRequestLog(db, table.Intake),
        rulesFor: shippedDisclosureBook(),
        calendar: () => Promise.resolve(calendar),
        now: () => at,
      },
      {
        ...{ disclosureId, publication, by: officer, correlationId: "published-before" },
        request: {
          ...{ clientId: officer.clientId, key: `published-${disclosureId}`, digest: "digest" },
          answerWith: () => ({ status: 200, body: {} }),
        },
      },
    ),
  );
};

/** A chunk of penalties that waits to be worked on. */
export const rowsOf = async (world: World, inputs: readonly Row[]) => {
  const { submissionId, key: file } = await submission(world, 1, { kind: "penalties" });
  const key = chunkKey(file, submissionId, 0);
  await world.putFile(key, JSON.stringify(inputs.map((input, n) => ({ line: n + 2, input }))));
  const message = { type: "rows-ready", version: 1, kind: "penalties", chunk: 0, submissionId, key, by: officer };
  return { kind: "messages", bodies: [{ ...message, correlationId: "along" }] } as const;
};
