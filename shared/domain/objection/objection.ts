import type { EventOf } from "../../../events/catalogue.ts";
import type { Clock, Contested, Evidence, Party } from "../../../events/parts.ts";
import type {
  ObjectionFinding,
  ObjectionGround,
  ObjectionOrigin,
  ObjectionOutcome,
} from "../../../events/vocabulary.ts";
import { derivedKey } from "../../kernel/ids.ts";
import type { LocalDate } from "../../kernel/local-date.ts";

/** Somebody contests what is recorded (异议, A §22). It knows what it is about by kind and id, and nothing else of it. */
export interface Objection {
  readonly objectionId: string;
  readonly about: Contested;
  readonly origin: ObjectionOrigin;
  readonly ground: ObjectionGround;
  readonly text: string;
  readonly evidence: readonly Evidence[];
  readonly filedBy: Party;
  /** The officer at the counter, or of the agency. */
  readonly officer?: string;
  readonly filedOn: LocalDate;
  readonly clock: Clock;
  readonly verification?: {
    readonly on: LocalDate;
    readonly finding: ObjectionFinding;
    readonly text: string;
    readonly evidence: readonly Evidence[];
    readonly by: Party;
  };
  readonly closed?: {
    readonly on: LocalDate;
    readonly outcome: ObjectionOutcome;
    readonly reason: string;
    readonly by: Party;
  };
  /** How many events made it: the ETag. */
  readonly version: number;
}

export type ObjectionEvent = EventOf<"objection-filed" | "objection-verified" | "objection-closed">;

/** What happened to an objection, before it has its place in a history. */
export type ObjectionHappening = ObjectionEvent extends infer E
  ? E extends ObjectionEvent
    ? Pick<E, "type" | "version" | "data">
    : never
  : never;

/** What of an event an objection is made from, whatever its history is kept with: that of a subject's entries, or of an act. */
export type ObjectionFact = ObjectionEvent extends infer E
  ? E extends ObjectionEvent
    ? Pick<E, "type" | "data"> & { readonly by: Pick<E["by"], "officer"> }
    : never
  : never;

export const isObjectionEvent = (event: { readonly type: string }): event is ObjectionEvent =>
  event.type === "objection-filed" || event.type === "objection-verified" || event.type === "objection-closed";

/** The id leads to what it is about, whose history it stands in; `version` is that of the contested when it was filed. */
export const objectionIdOf = ({ kind, id }: Contested, version: number): string =>
  `${id}.${derivedKey("objection", kind, id, version)}`;

/** What an objection is about, by its id alone; the id of an act says that it is one. */
export const aboutIdOf = (objectionId: string): string => objectionId.slice(0, objectionId.lastIndexOf("."));

export const isAboutAct = (objectionId: string): boolean => objectionId.startsWith("dis_");

/** The objection after an event. Replaying its history from nothing gives the stored one. */
export const evolveObjection = (objection: Objection | undefined, event: ObjectionFact): Objection => {
  if (event.type === "objection-filed") {
    const { told: _, ...filed } = event.data;
    return { ...filed, ...(event.by.officer === undefined ? {} : { officer: event.by.officer }), version: 1 };
  }
  if (!objection) throw new Error(`history of ${event.data.objectionId} does not begin with its filing`);
  const next = { ...objection, version: objection.version + 1 };
  if (event.type === "objection-verified") {
    const { verifiedOn: on, finding, text, evidence, verifiedBy: by } = event.data;
    return { ...next, verification: { on, finding, text, evidence, by }, clock: metOn(objection.clock, on) };
  }
  const { closedOn: on, outcome, reason, closedBy: by } = event.data;
  return { ...next, closed: { on, outcome, reason, by }, clock: clockAfter(objection.clock, event.data) };
};

/** Whoever decides has verified; what is taken back need not be verified any more. */
const clockAfter = (clock: Clock, { outcome, closedOn }: EventOf<"objection-closed">["data"]): Clock => {
  if (outcome !== "withdrawn") return metOn(clock, closedOn);
  return clock.metOn === undefined ? { ...clock, stoppedOn: closedOn } : clock;
};

export const metOn = (clock: Clock, on: LocalDate): Clock =>
  clock.metOn === undefined && clock.stoppedOn === undefined ? { ...clock, metOn: on } : clock;

/** How an objection stands: `moot` when what it was about ended in a way that leaves nothing to decide. */
export type ObjectionStatus = "open" | "verified" | "closed" | "moot";

export const statusOf = (objection: Objection, stillOpen: boolean): ObjectionStatus => {
  if (objection.closed) return "closed";
  if (!stillOpen) return "moot";
  return objection.verification ? "verified" : "open";
};
