import type { EntryState } from "../../../events/vocabulary.ts";

/** What can be asked of an entry. */
export const entryCommands = [
  "submit",
  "submitDetermined",
  "servePriorNotice",
  "recordStatement",
  "answerStatement",
  "openPublicNotice",
  "determine",
  "report",
  "publish",
  "notifySuperiorUnit",
  "correct",
  "withdraw",
  "lapse",
  "endMeasures",
  "moveClocks",
  "shortenPeriod",
  "applyForRepair",
  "checkRepair",
  "approveRepair",
  "refuseRepair",
  "withdrawRepair",
  "exit",
  "fileObjection",
  "verifyObjection",
  "closeObjection",
  "enterStay",
  "endStay",
  "findInError",
  "reinstate",
] as const;
export type EntryCommandName = (typeof entryCommands)[number];

export type From = EntryState | "none";

export interface Transition {
  readonly from: From;
  readonly command: EntryCommandName;
  /** `left`: the state that it was in before it was contested, or ended. */
  readonly to: EntryState | "left";
  /** Of a contested entry: only where it was in this state before. */
  readonly contestedFrom?: EntryState;
  /** The rule in words, with the paper it comes from. */
  readonly rule: string;
}

const row = (
  froms: readonly From[],
  command: EntryCommandName,
  to: EntryState | "same" | "left",
  rule: string,
): Transition[] => froms.map((from) => ({ from, command, to: to === "same" ? (from as EntryState) : to, rule }));

/** Whoever objects is heard all the same: what stops with an objection is the listing, and not the hearing (A §3). */
const heard = (command: EntryCommandName, rule: string): readonly Transition[] => [
  { from: "contested", command, to: "contested", contestedFrom: "noticed", rule },
];

/** Objections and stays (A §22, B 五(三), D 四(五)). */
const contesting: readonly Transition[] = [
  ...row(
    ["preliminary", "noticed", "determined", "reported"],
    "fileObjection",
    "contested",
    "the provider verifies; nothing goes on until the last objection is closed (A §22)",
  ),
  ...row(["contested"], "fileObjection", "same", "several at once"),
  ...row(["published"], "fileObjection", "same", "suspended: measures stop at once (A §22, B 五(三), D 四(五))"),
  ...row(["exited"], "fileObjection", "same", "an error is undone also after its end (A §22)"),
  ...row(
    ["contested", "published", "exited"],
    "verifyObjection",
    "same",
    "the information provider says what it found (A §22)",
  ),
  ...row(
    ["contested"],
    "closeObjection",
    "left",
    "with the last open one; `corrected` with the correction; `upheld`: abandoned, and the others closed",
  ),
  ...row(
    ["published"],
    "closeObjection",
    "same",
    "resumes with the last open one; `corrected` corrects; `upheld`: exited as `error` (A §22)",
  ),
  ...row(["exited"], "closeObjection", "same", "`upheld`: the reason becomes `error`, everybody undoes it (A §22)"),
  ...row(["published"], "enterStay", "same", "by a court or a reconsideration; suspended (A §22, B 五(三))"),
  ...row(
    ["published", "exited"],
    "endStay",
    "same",
    "resumes where it is public and no objection and no other stay is left; a stay survives an exit",
  ),
  ...row(["exited"], "findInError", "same", "a follow-on entry of one that was an error ends as one too (A §4, §22)"),
  ...row(
    ["exited", "abandoned"],
    "reinstate",
    "left",
    "a red entry whose overriding listing was an error is back, or a key-attention one that it had replaced (A §3, §22)",
  ),
];

/** The life of an entry. A pair that does not stand here is refused with a code of its own. */
export const transitions: readonly Transition[] = [
  ...row(
    ["none"],
    "submit",
    "preliminary",
    "basis in force; black rests on a judgment, penalty or compulsion (C 十二); red is cross-checked (A §3)",
  ),
  ...row(
    ["none"],
    "submitDetermined",
    "determined",
    "the procedure was run elsewhere; late is recorded; a person needs proof of notice (A §3)",
  ),
  ...row(
    ["preliminary"],
    "servePriorNotice",
    "noticed",
    "facts, basis, remedy, window; before a person goes on the black list (A §3)",
  ),
  ...row(["noticed"], "recordStatement", "same", "the subject answers the notice (A §3)"),
  ...heard("recordStatement", "where it was noticed: an objection shuts nobody's mouth (A §3)"),
  ...row(["noticed"], "answerStatement", "same", "the authority answers the statement (A §3)"),
  ...heard("answerStatement", "where it was noticed: an objection does not keep the authority from its answer (A §3)"),
  ...row(["preliminary", "noticed"], "openPublicNotice", "noticed", "mandatory for red, else as policy says (A §3)"),
  ...row(
    ["preliminary", "noticed"],
    "determine",
    "determined",
    "notices over, statements answered and what was adopted acted on, cross-check repeated (A §3)",
  ),
  ...row(["determined"], "report", "reported", "within 5 working days of determination (A §3, §20)"),
  ...row(["reported"], "publish", "published", "by policy or by a second officer; fires measures (A §17, §19)"),
  ...row(["published"], "notifySuperiorUnit", "same", "a public body's superior unit is told by letter (C 十四)"),
  ...row(["published"], "correct", "same", "content, never the subject; everyone who acted is told (A §22)"),
  ...row(
    ["preliminary", "noticed", "contested", "determined", "reported"],
    "withdraw",
    "abandoned",
    "by the authority, or annulled on review or by a court (A §22)",
  ),
  ...row(
    ["preliminary", "noticed", "contested", "determined", "reported"],
    "lapse",
    "abandoned",
    "idle beyond policy, or its validity has passed (A §4)",
  ),
  ...row(
    ["published"],
    "endMeasures",
    "same",
    "retired or expired measures are lifted, the entry stays (B 四(三), C 十三)",
  ),
  ...row(
    ["preliminary", "noticed", "contested", "determined", "reported", "published", "exited"],
    "moveClocks",
    "same",
    "the working calendar changed: duties that are open are computed again (A §3, §19)",
  ),
  ...row(
    ["contested", "determined", "reported", "published"],
    "shortenPeriod",
    "same",
    "a later policy is milder: it ends where that one has it at the latest, and nothing gets longer (SPEC, Policy)",
  ),
  ...row(
    ["published"],
    "applyForRepair",
    "same",
    "by the subject, itself or through a counter: its earliest day has come, steps proven, a commitment made (A §21, C 十五)",
  ),
  ...row(["published"], "checkRepair", "same", "the platform passes it on or returns it: 10 working days"),
  ...row(
    ["published"],
    "approveRepair",
    "exited",
    "its authority consents: 3 working days; display, sharing and measures stop together (A §4, C 十五)",
  ),
  ...row(["published"], "refuseRepair", "same", "with the reason, the day to apply again and the review route"),
  ...row(["published"], "withdrawRepair", "same", "by the applicant, before it is decided"),
  ...row(["published"], "exit", "exited", "exit notice, off the list, measures lifted (A §4)"),
  ...contesting,
];

/** What the table says of a command on an entry as it stands, or on none. */
export const findTransition = (
  entry: { readonly state: EntryState; readonly contestedFrom?: EntryState } | undefined,
  command: EntryCommandName,
): Transition | undefined =>
  transitions.find(
    (transition) =>
      transition.from === (entry?.state ?? "none") &&
      transition.command === command &&
      (transition.contestedFrom === undefined || transition.contestedFrom === entry?.contestedFrom),
  );
