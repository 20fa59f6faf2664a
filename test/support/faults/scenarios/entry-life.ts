import * as acts from "../../../../shared/app/entry/entry-acts.ts";
import type { EntryInput } from "../../../../shared/domain/entry/input.ts";
import type { Route } from "../../../../shared/http/route.ts";
import * as entries from "../../../../shared/http/routes/entries.ts";
import type { Entry } from "../../../../shared/domain/entry/entry.ts";
import { evidenceIdOf } from "../../../../shared/domain/evidence/evidence.ts";
import { acted, agenciesIn, authority, honoured, idNo, listed, office, otherName, red, swept } from "../given.ts";
import { kept } from "../given-intake.ts";
import { ofPerson, personListed, publicBody, rotation, withResponsible } from "../given-persons.ts";
import { merged, mistaken, shown } from "../given-subjects.ts";
import type { Scenario } from "../scenario.ts";
import { actClaims } from "./act-claims.ts";
import { repairSteps } from "./repairs.ts";
import { objectionPaths } from "./objections.ts";
import { listing, monday } from "../../house.ts";
import type { World } from "../world.ts";

/** Both windows of five working days that open on Monday are over. */
const windowsOver = new Date("2026-12-02T09:00:00+08:00");
const proposed: Partial<EntryInput> = { determinedOn: undefined };
const served = { servedOn: "2026-11-23", method: "direct", evidence: [{ title: "送达回证" }] } as const;
const person = {
  subject: { kind: "person", name: "张伟", idType: "residentId", idNumber: "11010519491231002X" },
} as const satisfies Partial<EntryInput>;

/** An authority that submits something. */
const submitting = (
  name: string,
  body: EntryInput,
  before: (world: World) => Promise<unknown> = () => Promise.resolve(),
): Scenario => ({
  of: "submit-entries",
  name,
  given: async (world) => {
    await agenciesIn(world);
    await before(world);
    return { kind: "request", request: { route: entries.createEntry, as: authority, body } };
  },
});

/** A command on an entry as it was brought that far. */
const commanding = (
  name: string,
  route: Route,
  body: object,
  before: (world: World) => Promise<Entry>,
  { as = authority, at = monday }: { readonly as?: string; readonly at?: Date } = {},
): Scenario => ({
  of: "decide-entries",
  name,
  at,
  given: async (world) => {
    await agenciesIn(world);
    const { entryId, version } = await before(world);
    const headers = { "if-match": `"${version}"` };
    return { kind: "request", request: { route, as, params: { entryId }, headers, body } };
  },
});

const proposal = (world: World) => listed(world, 1, proposed);
const noticed = async (world: World) => acted(world, (await proposal(world)).entryId, acts.servePriorNotice(served));

/** The life of an entry: each command once, from where it usually starts. */
export const entryLife: readonly Scenario[] = [
  submitting("a new entry, published in the same decision", listing(1)),
  submitting("another entry of a subject that has one", listing(1, otherName), (world) => listed(world, 1)),
  submitting("an entry that stands already", listing(1), (world) => listed(world, 1)),
  submitting("an entry that was corrected since", listing(1), async (world) => {
    const { entryId } = await listed(world, 1);
    await acted(
      world,
      entryId,
      acts.correctEntry({ changes: { facts: "经核实,金额有误。" }, reason: "笔误", evidence: [] }),
    );
  }),
  submitting("a black entry over a red one", listing(1), (world) => listed(world, 1, red)),
  submitting("a black entry over red ones of two names", listing(1), async (world) => {
    await honoured(world, 1);
    const basis = { ...(red.basis ?? listing(1).basis), documentNo: "衡市监表彰〔2026〕2号" };
    await honoured(world, 1, { subject: otherName.subject ?? listing(1).subject, basis });
  }),
  submitting("a proposal about a person nobody knows", listing(1, { ...proposed, ...person })),
  submitting("a proposal about a person who is known", listing(1, { ...proposed, ...person }), (world) =>
    listed(world, 1, { ...proposed, ...person, ...otherName, subject: person.subject }),
  ),
  submitting("a person nobody knows, while the pepper is rotated", listing(1, ofPerson(1)), async (world) => {
    rotation(world, "switched");
  }),
  submitting(
    "a person who is known by the old pepper",
    listing(1, { ...ofPerson(1), basis: otherName.basis ?? listing(1).basis }),
    async (world) => {
      await personListed(world, 1);
      rotation(world, "switched");
    },
  ),
  submitting(
    "a person whose receipt of the notice is attached",
    listing(1, {
      ...ofPerson(1),
      procedure: {
        priorNotice: {
          servedOn: "2026-11-05",
          method: "direct",
          proof: "送达回证1号",
          attachmentId: evidenceIdOf(idNo("upl", 1)),
        },
      },
    }),
    (world) => kept(world, 1),
  ),
  submitting("an organisation and who answers for it", listing(1, withResponsible)),
  submitting("a public body, whose superior unit is told", listing(1, publicBody)),
  commanding("a prior notice served", entries.servePriorNotice, served, proposal),
  commanding(
    "a prior notice served, with its receipt attached",
    entries.servePriorNotice,
    { ...served, evidence: [{ title: "送达回证", attachmentId: evidenceIdOf(idNo("upl", 1)) }] },
    async (world) => {
      await kept(world, 1);
      return proposal(world);
    },
  ),
  commanding("a statement", entries.recordStatement, { receivedOn: "2026-11-23", text: "请从轻处理。" }, noticed),
  commanding(
    "a statement with what proves it",
    entries.recordStatement,
    {
      receivedOn: "2026-11-23",
      text: "请从轻处理。",
      evidence: [{ title: "整改报告", attachmentId: evidenceIdOf(idNo("upl", 1)) }],
    },
    async (world) => {
      await kept(world, 1);
      return noticed(world);
    },
  ),
  commanding("a statement answered", entries.recordStatement, { adopted: false, answer: "不予采纳。" }, async (world) =>
    acted(world, (await noticed(world)).entryId, acts.recordStatement({ receivedOn: "2026-11-23", text: "请从轻。" })),
  ),
  commanding("a public notice opened", entries.openPublicNotice, {}, proposal),
  commanding("a determination, published", entries.determineEntry, {}, noticed, { at: windowsOver }),
  commanding(
    "a determination over a red entry",
    entries.determineEntry,
    {},
    async (world) => {
      await listed(world, 1, red);
      return noticed(world);
    },
    { at: windowsOver },
  ),
  commanding("a report", entries.reportEntry, {}, (world) => listed(world, 1, { report: false })),
  commanding(
    "a publication by the office",
    entries.publishEntry,
    { officer: "王芳" },
    (world) => listed(world, 1, red),
    { as: office },
  ),
  commanding("a correction", entries.correctEntry, { changes: { facts: "已更正。" }, reason: "笔误" }, (world) =>
    listed(world, 1),
  ),
  commanding(
    "a letter to the superior unit of a public body",
    entries.notifySuperiorUnit,
    { sentOn: "2026-11-23", documentNo: "衡市监函〔2026〕8号" },
    (world) =>
      listed(world, 1, {
        subject: { ...listing(1).subject, publicBody: { superiorUnit: { name: "衡川市教育局" } } },
      }),
  ),
  commanding("a withdrawal", entries.withdrawEntry, { why: "撤回" }, proposal),
  commanding("a withdrawal while it is shown to the public", entries.withdrawEntry, { why: "撤回" }, shown),
  submitting("an entry of a subject that another went into", listing(2), merged),
  commanding(
    "a correction of an entry that went into another subject",
    entries.correctEntry,
    { changes: { facts: "已更正。" }, reason: "笔误" },
    async (world) => {
      await merged(world);
      return listed(world, 1);
    },
  ),
  commanding(
    "an entry of who took over another corrected",
    entries.correctEntry,
    { changes: { facts: "经复核更正。" }, reason: "笔误", evidence: [{ title: "复核记录" }] },
    merged,
  ),
  commanding("an exit asked for", entries.exitEntry, { reason: "error", why: "认定有误", officer: "甲" }, (world) =>
    listed(world, 1),
  ),
  commanding(
    "an exit agreed to, of one of two names",
    entries.exitEntry,
    { reason: "error", why: "认定有误", officer: "经办人乙" },
    async (world) => {
      await listed(world, 1);
      const { entryId } = await listed(world, 1, otherName);
      return acted(world, entryId, acts.exitEntry({ reason: "error", why: "认定有误" }));
    },
  ),
  {
    ...commanding(
      "an exit as an error that gives a successor its honour back",
      entries.exitEntry,
      { reason: "error", why: "主体有误", officer: "经办人乙" },
      mistaken,
    ),
    mayDiffer: [
      {
        what: /"by":\{[^}]*\},"correlationId":"(correlated-by-this|seeded-sweep)"/g,
        because: "what a decision left over, the platform brings back in its own name",
      },
      {
        what: /"lastOfficer":"(经办人乙|王芳)"/g,
        because: "the platform acts without an officer",
      },
    ],
    afterwards: (world) => swept(world, monday),
  },
  ...repairSteps,
  ...objectionPaths,
  ...actClaims,
];
