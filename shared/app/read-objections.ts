import type { Entry } from "../domain/entry/entry.ts";
import { type Objection, type ObjectionStatus, aboutIdOf, statusOf } from "../domain/objection/objection.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { accepted, refused, type Result } from "../kernel/result.ts";
import type { Caller } from "../ports/agencies.ts";
import type { EntryReader } from "../ports/entries.ts";
import type { ObjectionReader } from "../ports/objections.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "./register-read.ts";

export interface ReadObjectionsDeps extends RegisterReadDeps {
  readonly objections: ObjectionReader;
  readonly reader: Pick<EntryReader, "entry">;
}

/** An objection with where it stands. */
export interface ShownObjection {
  readonly objection: Objection;
  readonly status: ObjectionStatus;
}

/** An objection that its entry no longer names and nobody closed is moot: the entry was found in error, or abandoned. */
export const shownObjection = (
  objection: Objection,
  entry: Pick<Entry, "openObjections"> | undefined,
): ShownObjection => ({
  objection,
  status: statusOf(objection, entry?.openObjections?.includes(objection.objectionId) ?? false),
});

/**
 * One objection, for whoever filed it, the information provider, the authority and the office. One about a person's entry
 * is read for a purpose, which is registered (A §22).
 */
export const readObjection = async (
  deps: ReadObjectionsDeps,
  objectionId: string,
  reading: Reading,
): Promise<Result<ShownObjection, Refusal>> => {
  const { caller } = reading;
  const objection = await deps.objections.find(objectionId);
  const entry = objection && (await deps.reader.entry(aboutIdOf(objectionId)))?.entry;
  if (!objection || !entry) return refused(refusal("objection.unknown", "没有该异议 / no such objection"));
  const mine = [
    objection.filedBy.agencyId,
    entry.informationProvider.agencyId,
    entry.determiningAuthority.agencyId,
  ].includes(caller.agencyId);
  if (!mine && !caller.roles.includes("office"))
    return refused(
      refusal(
        "objection.notYours",
        "仅提出单位、信息提供单位、认定单位和信用办可查阅 / for its filer, the provider, the authority and the office",
      ),
    );
  const { subject, subjectId } = entry;
  const without = await registerReads(
    deps,
    reading,
    subject.kind === "person" ? [{ what: "objection", subjectId, of: objectionId }] : [],
  );
  return without ? refused(without) : accepted(shownObjection(objection, entry));
};

/** The objections that concern an agency, oldest first: filed by it, or to be verified or decided by it; the office sees all. */
export const listObjections = async (
  deps: Pick<ReadObjectionsDeps, "objections">,
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string | undefined; readonly status?: ObjectionStatus | undefined },
): Promise<{ readonly items: readonly ShownObjection[]; readonly next: string | null }> => {
  const inbox = caller.roles.includes("office") ? "office" : { agencyId: caller.agencyId };
  const { items, next } = await deps.objections.inbox(inbox, page);
  const shown = items.map(({ objection, entry }) => shownObjection(objection, entry));
  return { items: shown.filter(({ status }) => page.status === undefined || status === page.status), next };
};
