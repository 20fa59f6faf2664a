import type { SubjectEvent } from "../../../events/catalogue.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { maskedEvent, type OpenEntryDeps } from "../entry/open-entry.ts";
import type { SubjectHistoryPage, SubjectRead } from "./read-subjects.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

/**
 * Where a subject stands, or stood, as it is answered to whoever may see it. A person is opened for a purpose, which is
 * registered (A §22). Refuses a person without a purpose.
 */
export const openSubject = async (
  deps: RegisterReadDeps,
  read: SubjectRead,
  reading: Reading,
): Promise<Result<SubjectRead, Refusal>> => {
  const { kind, subjectId } = read.standing;
  const without = await registerReads(deps, reading, kind === "person" ? [{ what: "standing", subjectId }] : []);
  return without ? refused(without) : accepted(read);
};

/**
 * A page of a subject's events, opened as its entries are: a person's for a purpose (A §22); the responsible persons of an
 * organisation as they are to readers that say what for, and masked to the others (C 十四). Each is registered.
 */
export const openSubjectHistory = async (
  deps: OpenEntryDeps,
  page: SubjectHistoryPage,
  reading: Reading,
): Promise<Result<SubjectHistoryPage, Refusal>> => {
  const { person, items } = page;
  const whole = reading.purpose !== undefined;
  const without = await registerReads(deps, reading, [
    ...(person !== undefined && items.length > 0 ? [{ what: "history" as const, subjectId: person }] : []),
    ...(whole ? responsibleOf(items) : []),
  ]);
  if (without) return refused(without);
  const masks = deps.masksOn(shanghaiDate(deps.now()));
  return accepted(whole ? page : { ...page, items: items.map((event) => maskedEvent(event, masks)) });
};

/** The responsible persons whom events name with a document, each once for an entry. */
const responsibleOf = (events: readonly SubjectEvent[]) => {
  const named = events.flatMap((event) =>
    event.type === "entry-proposed" || event.type === "entry-determined"
      ? (event.data.responsiblePersons ?? []).flatMap(({ subjectId }) =>
          subjectId === undefined ? [] : [{ what: "responsiblePerson" as const, subjectId, of: event.entryId }],
        )
      : [],
  );
  return [...new Map(named.map((each) => [`${each.of} ${each.subjectId}`, each])).values()];
};
