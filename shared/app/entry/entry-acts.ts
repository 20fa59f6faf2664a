import type { EntryCommand } from "../../domain/entry/command.ts";
import { authorityReasons } from "../../domain/entry/end.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { EntryAct } from "./advance-entry.ts";
import { notResponsible, onward } from "./submit-entry.ts";

type Command<N extends EntryCommand["name"]> = Omit<Extract<EntryCommand, { name: N }>, "name">;

/** 谁认定谁负责 (A §3): only the authority that answers for an entry acts on it. */
const itsAuthority = (entry: Entry, caller: Caller): Refusal | undefined =>
  entry.determiningAuthority.agencyId === caller.agencyId && caller.roles.includes("authority")
    ? undefined
    : refusal("entry.notYours", "非本单位认定的记录 / it is not yours to change");

const theOffice = (_entry: Entry, caller: Caller): Refusal | undefined =>
  caller.roles.includes("office") ? undefined : refusal("entry.notYours", "仅信用办可操作 / only the office may");

const byAuthority = (...commands: readonly EntryCommand[]): EntryAct => ({
  may: itsAuthority,
  commands: () => commands,
});

/** Records that the prior notice was served (A §3). */
export const servePriorNotice = (notice: Command<"servePriorNotice">): EntryAct =>
  byAuthority({ name: "servePriorNotice", ...notice });

/** Records a statement of the subject, or the authority's answer to it. */
export const recordStatement = (statement: Command<"recordStatement">): EntryAct =>
  byAuthority({ name: "recordStatement", ...statement });
export const answerStatement = (answer: Command<"answerStatement">): EntryAct =>
  byAuthority({ name: "answerStatement", ...answer });

/** Opens the public notice of a preliminary listing (公示, A §3). */
export const openPublicNotice = (notice: Command<"openPublicNotice">): EntryAct =>
  byAuthority({ name: "openPublicNotice", ...notice });

/**
 * Determines a proposal; on the platform that reports it at once, and publishes it where policy says so. A person's is
 * refused once the organisation's entry that it rests on has ended (C 十四).
 */
export const determineEntry = (determination: Command<"determine">): EntryAct => ({
  may: itsAuthority,
  barred: async (deps, { state, responsibleFor, subjectId, determiningAuthority: { agencyId: authorityId } }) =>
    state === "preliminary" || state === "noticed"
      ? notResponsible(deps, { responsibleFor, subjectId, authorityId })
      : undefined,
  commands: (entry, rules) => [
    { name: "determine", ...determination },
    ...onward(true, rules.publication(entry.list, entry.severity)),
  ],
});

/** Reports a determined entry to the platform (A §3); published at once where policy says so. */
export const reportEntry: EntryAct = {
  may: itsAuthority,
  commands: (entry, rules) => onward(true, rules.publication(entry.list, entry.severity)),
};

/** Publishes a reported entry where policy leaves that to the credit office. */
export const publishEntry: EntryAct = { may: theOffice, commands: () => [{ name: "publish", by: "office" }] };

/** Records the letter by which a public body's superior unit was told (C 十四). */
export const notifySuperiorUnit = (letter: Command<"notifySuperiorUnit">): EntryAct =>
  byAuthority({ name: "notifySuperiorUnit", ...letter });

/** Mends what a published entry says, never whom it is about (A §22). */
export const correctEntry = (correction: Command<"correct">): EntryAct =>
  byAuthority({ name: "correct", ...correction });

/** Takes back an entry that is not public yet, or records that a review or a court annulled it (A §22). */
export const withdrawEntry = (withdrawal: Command<"withdraw">): EntryAct =>
  byAuthority({ name: "withdraw", ...withdrawal });

/** Ends a published entry for a reason that its authority gives; time, other lists and repairs give the others (A §4). */
export const exitEntry = (exit: Command<"exit">): EntryAct => ({
  may: (entry, caller) =>
    itsAuthority(entry, caller) ??
    (authorityReasons.includes(exit.reason)
      ? undefined
      : refusal("exit.reasonNotYours", `认定单位可用的退出原因 / an authority gives: ${authorityReasons.join(", ")}`)),
  commands: () => [{ name: "exit", ...exit }],
});
