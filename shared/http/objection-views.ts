import { type Clock, isRunning } from "../domain/clock/clock.ts";
import type { Objection, ObjectionStatus } from "../domain/objection/objection.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import { clockView } from "./views.ts";

/** An objection for whoever filed it, the provider, the authority and the office. */
export const objectionView = (objection: Objection, status: ObjectionStatus, today: LocalDate) => ({
  ...listedObjectionView(objection, status, today),
  text: objection.text,
  evidence: objection.evidence,
  verification: objection.verification,
  closed: objection.closed,
});

/** The same in a list: nothing of what was written. */
export const listedObjectionView = (objection: Objection, status: ObjectionStatus, today: LocalDate) => ({
  objectionId: objection.objectionId,
  about: objection.about,
  status,
  origin: objection.origin,
  ground: objection.ground,
  filedBy: objection.filedBy,
  officer: objection.officer,
  filedOn: objection.filedOn,
  // Nothing is left to verify: nobody is late with it, today or later.
  clock: clockView(status === "moot" ? stoppedInTime(objection.clock) : objection.clock, today),
  outcome: objection.closed?.outcome,
  version: objection.version,
});

const stoppedInTime = (clock: Clock): Clock => (isRunning(clock) ? { ...clock, stoppedOn: clock.dueOn } : clock);

export const versionTag = ({ version }: { readonly version: number }): string => `"${version}"`;
