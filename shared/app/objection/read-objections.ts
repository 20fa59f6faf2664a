import type { Entry } from "../../domain/entry/entry.ts";
import {
  type Objection,
  type ObjectionStatus,
  aboutIdOf,
  isAboutAct,
  statusOf,
} from "../../domain/objection/objection.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { DisclosureReader } from "../../ports/disclosures.ts";
import type { EntryReader } from "../../ports/entries.ts";
import type { ObjectionReader } from "../../ports/objections.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "../person/register-read.ts";

export interface ReadObjectionsDeps extends RegisterReadDeps {
  readonly objections: ObjectionReader;
  readonly reader: Pick<EntryReader, "entry">;
  readonly acts: Pick<DisclosureReader, "find">;
}

/** An objection with where it stands. */
export interface ShownObjection {
  readonly objection: Objection;
  readonly status: ObjectionStatus;
}

/** An objection that what it is about no longer names and nobody closed is moot: that was found in error, or abandoned. */
export const shownObjection = (
  objection: Objection,
  contested: Pick<Entry, "openObjections"> | undefined,
): ShownObjection => ({
  objection,
  status: statusOf(objection, contested?.openObjections?.includes(objection.objectionId) ?? false),
});

/** What an objection is about, as far as its readers must know it. */
interface Contested extends Pick<Entry, "openObjections"> {
  /** Who provides it and who answers for it. */
  readonly parties: readonly string[];
  readonly personId?: string | undefined;
}

const contestedBy = async (deps: ReadObjectionsDeps, objectionId: string): Promise<Contested | undefined> => {
  const id = aboutIdOf(objectionId);
  if (isAboutAct(objectionId)) {
    const act = (await deps.acts.find(id))?.disclosure;
    return act && { ...open(act), parties: [act.authority.agencyId], personId: act.party.subjectId };
  }
  const entry = (await deps.reader.entry(id))?.entry;
  if (!entry) return undefined;
  const { informationProvider, determiningAuthority, subject, subjectId } = entry;
  return {
    ...open(entry),
    parties: [informationProvider.agencyId, determiningAuthority.agencyId],
    personId: subject.kind === "person" ? subjectId : undefined,
  };
};

const open = ({ openObjections }: Pick<Entry, "openObjections">) => (openObjections ? { openObjections } : {});

/**
 * One objection, for whoever filed it, the information provider, the authority and the office. One about a person is read
 * for a purpose, which is registered (A §22).
 */
export const readObjection = async (
  deps: ReadObjectionsDeps,
  objectionId: string,
  reading: Reading,
): Promise<Result<ShownObjection, Refusal>> => {
  const { caller } = reading;
  const objection = await deps.objections.find(objectionId);
  const contested = objection && (await contestedBy(deps, objectionId));
  if (!objection || !contested) return refused(refusal("objection.unknown", "没有该异议 / no such objection"));
  const mine = [objection.filedBy.agencyId, ...contested.parties].includes(caller.agencyId);
  if (!mine && !caller.roles.includes("office"))
    return refused(
      refusal(
        "objection.notYours",
        "仅提出单位、信息提供单位、认定单位和信用办可查阅 / for its filer, the provider, the authority and the office",
      ),
    );
  const { personId: subjectId } = contested;
  const without = await registerReads(
    deps,
    reading,
    subjectId === undefined ? [] : [{ what: "objection", subjectId, of: objectionId }],
  );
  return without ? refused(without) : accepted(shownObjection(objection, contested));
};

/** The objections that concern an agency, oldest first: filed by it, or to be verified or decided by it; the office sees all. */
export const listObjections = async (
  deps: Pick<ReadObjectionsDeps, "objections">,
  caller: Caller,
  page: { readonly limit: number; readonly cursor?: string | undefined; readonly status?: ObjectionStatus | undefined },
): Promise<{ readonly items: readonly ShownObjection[]; readonly next: string | null }> => {
  const inbox = caller.roles.includes("office") ? "office" : { agencyId: caller.agencyId };
  const { items, next } = await deps.objections.inbox(inbox, page);
  const shown = items.map(({ objection, contested }) => shownObjection(objection, contested));
  return { items: shown.filter(({ status }) => page.status === undefined || status === page.status), next };
};
