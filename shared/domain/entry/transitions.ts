import type { EntryState } from "../../../events/vocabulary.ts";

/** What can be asked of an entry. */
export const entryCommands = ["submitDetermined", "report", "publish", "lapse", "endMeasures", "exit"] as const;
export type EntryCommandName = (typeof entryCommands)[number];

export interface Transition {
  readonly from: EntryState | "none";
  readonly command: EntryCommandName;
  readonly to: EntryState;
  /** The rule in words, with the paper it comes from. */
  readonly rule: string;
}

/** The life of an entry. A pair that does not stand here is refused with a code of its own. */
export const transitions: readonly Transition[] = [
  {
    from: "none",
    command: "submitDetermined",
    to: "determined",
    rule: "procedure run elsewhere; late is recorded (A §3)",
  },
  { from: "determined", command: "report", to: "reported", rule: "within 5 working days of determination (A §3, §20)" },
  {
    from: "reported",
    command: "publish",
    to: "published",
    rule: "by policy or by the office; fires measures (A §17, §19)",
  },
  { from: "determined", command: "lapse", to: "abandoned", rule: "validity has passed before publication (A §4)" },
  { from: "reported", command: "lapse", to: "abandoned", rule: "validity has passed before publication (A §4)" },
  {
    from: "published",
    command: "endMeasures",
    to: "published",
    rule: "retired or expired measures are lifted, the entry stays (B 四(三), C 十三)",
  },
  { from: "published", command: "exit", to: "exited", rule: "off the list, measures lifted (A §4)" },
];

export const findTransition = (from: EntryState | "none", command: EntryCommandName): Transition | undefined =>
  transitions.find((transition) => transition.from === from && transition.command === command);
