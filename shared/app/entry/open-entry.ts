import type { EntryEvent, SubjectEvent } from "../../../events/catalogue.ts";
import type { Entry } from "../../domain/entry/entry.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { maskedName, type Masks } from "../../domain/subject/masks.ts";
import { maskedPerson, publicSubject } from "../../domain/subject/public-subject.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface OpenEntryDeps extends RegisterReadDeps {
  readonly masksOn: (day: LocalDate) => Masks;
}

/**
 * An entry that the reader may see, as it is answered to them. A person's entry is opened for a purpose, which is
 * registered (A §22). The responsible persons of an organisation are shown as they are to its authority and the office
 * that say what for, and masked to everybody else (C 十四).
 */
export const openEntry = async (
  deps: OpenEntryDeps,
  entry: Entry,
  reading: Reading,
  what: "entry" | "history" = "entry",
): Promise<Result<Entry, Refusal>> => {
  const { entryId: of, subjectId, subject, responsiblePersons } = entry;
  const whole = knowsPersons(entry, reading);
  const persons = whole ? (responsiblePersons ?? []).flatMap((person) => person.subjectId ?? []) : [];
  const without = await registerReads(deps, reading, [
    ...(subject.kind === "person" ? [{ what, subjectId, of }] : []),
    ...persons.map((person) => ({ what: "responsiblePerson" as const, subjectId: person, of })),
  ]);
  if (without) return refused(without);
  return accepted(whole ? entry : withMaskedPersons(entry, deps.masksOn(shanghaiDate(deps.now()))));
};

/** An entry's events, opened as the entry is. */
export const openHistory = async (
  deps: OpenEntryDeps,
  entry: Entry,
  events: readonly EntryEvent[],
  reading: Reading,
): Promise<Result<readonly EntryEvent[], Refusal>> => {
  const opened = await openEntry(deps, entry, reading, "history");
  if (!opened.ok) return opened;
  if (knowsPersons(entry, reading)) return accepted(events);
  const masks = deps.masksOn(shanghaiDate(deps.now()));
  return accepted(events.map((event) => maskedEvent(event, masks)));
};

/** An event with the responsible persons that it names masked, and whoever applied for a repair. */
export const maskedEvent = <E extends SubjectEvent>(event: E, masks: Masks): E => {
  if (event.type === "entry-proposed" || event.type === "entry-determined")
    return { ...event, data: withMaskedPersons(event.data, masks) };
  if (event.type !== "repair-applied") return event;
  const { applicant, commitment } = event.data;
  const hidden = (name: string): string => maskedName(name, masks.name);
  return {
    ...event,
    data: {
      ...event.data,
      applicant: { ...applicant, name: hidden(applicant.name) },
      ...(commitment ? { commitment: { ...commitment, by: hidden(commitment.by) } } : {}),
    },
  };
};

/** An entry in a list: persons are masked and nothing is told of what they did; that is read entry by entry. */
export const listedEntry = (
  { masksOn, now }: Pick<OpenEntryDeps, "masksOn" | "now">,
  entry: Entry,
): Omit<Entry, "facts"> & { readonly facts?: string } => {
  const masks = masksOn(shanghaiDate(now()));
  const shown = withMaskedPersons(entry, masks);
  if (entry.subject.kind !== "person") return shown;
  const { facts: _, procedure: __, ...rest } = shown;
  return { ...rest, subject: publicSubject(entry.subject, masks) };
};

const knowsPersons = ({ determiningAuthority }: Entry, { caller, purpose }: Reading): boolean =>
  purpose !== undefined && (caller.roles.includes("office") || caller.agencyId === determiningAuthority.agencyId);

const withMaskedPersons = <E extends Pick<Entry, "responsiblePersons">>(entry: E, masks: Masks): E =>
  entry.responsiblePersons
    ? { ...entry, responsiblePersons: entry.responsiblePersons.map((person) => maskedPerson(person, masks)) }
    : entry;
