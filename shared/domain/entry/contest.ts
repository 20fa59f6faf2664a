import { accepted, refused } from "../../kernel/result.ts";
import {
  closeObjection as close,
  type ContestedNow,
  fileObjection as file,
  type ObjectionContext,
  reviewRoute,
  verifyObjection as verify,
} from "../objection/decide.ts";
import type { Objection } from "../objection/objection.ts";
import { sameOfficer } from "../subject/officer.ts";
import { refusal, type Refusal, toMend } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import { contentOf, correct, mends } from "./correct.ts";
import { exitedFor, officerRequired } from "./end.ts";
import type { Entry } from "./entry.ts";
import { stepOf } from "./proposal-clocks.ts";
import { resumedFrom, suspendedFor } from "./suspension.ts";
import { findInError } from "./undo.ts";

type Command<N extends EntryCommand["name"]> = Extract<EntryCommand, { name: N }>;

/** An entry as its objections see it. */
const contested = (entry: Entry): ContestedNow => ({
  about: { kind: "entry", id: entry.entryId },
  version: entry.version,
  authorityId: entry.determiningAuthority.agencyId,
  providerId: entry.informationProvider.agencyId,
  open: entry.openObjections ?? [],
});

const objecting = ({ today, by, calendar, rules }: DecisionContext): ObjectionContext => ({
  today,
  by,
  calendar,
  verification: rules.objectionVerification,
});

/**
 * Takes an objection to an entry, before, during and after its publication. Of a published one the measures stop with the
 * first (A §22 核实期间暂不执行). Refuses what `fileObjection` of the objection refuses, and an entry already found in error.
 */
export const fileObjection = (
  entry: Entry,
  { filing, earlier }: Command<"fileObjection">,
  context: DecisionContext,
): Decided => {
  if (entry.exitReason === "error")
    return refused(
      refusal(
        "objection.settled",
        `已确认认定有误,无须再提;不满可投诉 / it was found in error; complain where something is left undone`,
      ),
    );
  const filed = file(contested(entry), filing, earlier, objecting(context));
  return filed.ok ? accepted([filed.value, ...suspendedFor(entry, "objection", context.today)]) : filed;
};

/** Records what the provider found of an objection that is open. */
export const verifyObjection = (
  entry: Entry,
  { objection, ...found }: Command<"verifyObjection">,
  context: DecisionContext,
): Decided => {
  const verified = verify(contested(entry), objection, found, objecting(context));
  return verified.ok ? accepted([verified.value]) : verified;
};

/**
 * Closes an objection, with what follows for the entry (A §22). `rejected` and `withdrawn` let it go on with the last open
 * one; `corrected` mends it first; `upheld` ends it as an error wherever it stands, and the other objections with it.
 */
export const closeObjection = (
  entry: Entry,
  { objection, outcome, reason, changes, evidence = [] }: Command<"closeObjection">,
  context: DecisionContext,
): Decided => {
  const { today } = context;
  const left: Entry = {
    ...entry,
    openObjections: (entry.openObjections ?? []).filter((each) => each !== objection.objectionId),
  };
  const back = entry.state === "contested" && left.openObjections?.length === 0 && outcome !== "upheld";
  const closed = close(
    contested(entry),
    objection,
    {
      outcome,
      reason,
      // Nobody could take a proposal further while it was contested.
      ...(back && entry.lapsesAfter !== undefined ? stepOf({ ...entry, state: "preliminary" }, context) : {}),
    },
    objecting(context),
  );
  if (!closed.ok) return closed;
  if (outcome === "upheld") {
    const alone = errorByOne(entry, objection, context);
    if (alone) return refused(alone);
    const ended = upheld(entry, reason, context);
    return ended.ok ? accepted([closed.value, ...ended.value]) : ended;
  }
  if (outcome !== "corrected") return accepted([closed.value, ...resumedFrom(left, today)]);
  if (entry.state === "exited")
    return refused(
      refusal(
        "objection.notCorrectable",
        `记录已退出,异议应予支持或驳回;${reviewRoute}; it has ended: uphold the objection or reject it`,
      ),
    );
  // Whoever was told what is held against it is told anew of anything else: nobody is listed for what no notice named (A §3).
  const told = entry.contestedFrom === "noticed" && entry.procedure !== undefined;
  if (told && mends(entry, { facts: changes?.facts, domain: changes?.domain, basis: changes?.basis }))
    return refused(
      toMend([
        {
          field: "changes",
          code: "correction.afterNotice",
          detail:
            "已告知或公示的事实、依据有变的,请撤回后按更正内容重新提出并告知;减轻和缩短可直接更正(§3)/ its notice said something else: withdraw it, propose it as it is right and give notice anew; what is milder or shorter is corrected here",
        },
      ]),
    );
  if (!mends(entry, changes ?? {}))
    return refused(
      toMend([
        {
          field: "changes",
          code: "correction.empty",
          detail: "仅改动字宽、空格或括号,未更正内容 / width, blanks and brackets mend nothing",
        },
      ]),
    );
  const corrected = correct(entry, { name: "correct", changes: changes ?? {}, reason, evidence }, context);
  if (!corrected.ok) return corrected;
  const mended = corrected.value.reduce<Entry>(
    (now, { type, data }) => (type === "entry-corrected" ? { ...now, ...contentOf(data) } : now),
    left,
  );
  return accepted([closed.value, ...corrected.value, ...resumedFrom(mended, today)]);
};

/**
 * An entry that was public ends as an error by two, where policy asks for that: two agencies, the subject itself and an agency,
 * or two officers of one.
 */
const errorByOne = (
  { publishedOn }: Entry,
  { filedBy, officer: filer }: Objection,
  { by, rules }: DecisionContext,
): Refusal | undefined => {
  if (publishedOn === undefined || !rules.fourEyes.exitByError || filedBy.agencyId !== by.agencyId) return undefined;
  if (by.officer === undefined) return officerRequired;
  return filer === undefined || sameOfficer(filer, by.officer)
    ? refusal(
        "officer.second",
        "须由另一名经办人处理;提出时未写明的,由信用办或认定单位另一方处理 / another officer decides it; where the filing names none, the other of authority and office",
      )
    : undefined;
};

/** The end of an entry as an error, from wherever it stands. */
const upheld = (entry: Entry, reason: string, context: DecisionContext): Decided => {
  if (entry.state === "published") return accepted([exitedFor(entry, "error", reason, context)]);
  if (entry.state === "exited") return findInError(entry, reason, context);
  return accepted([
    { type: "entry-abandoned", version: 1, data: { abandonedOn: context.today, reason: "upheld", why: reason } },
  ]);
};
