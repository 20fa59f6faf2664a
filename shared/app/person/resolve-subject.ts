import { refusal, type Refusal } from "../../domain/refusal.ts";
import { type Standing, usccIdentifier } from "../../domain/subject/standing.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { findPersons, type FindPersonsDeps, type NamedPerson } from "./query-person.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "./register-read.ts";

export interface ResolveSubjectDeps extends FindPersonsDeps, RegisterReadDeps {}

/**
 * The subject that an identifier belongs to, for agencies. A person is named by document and name, and the read is
 * registered with its purpose (A §22). Refuses what is unknown.
 */
export const resolveSubject = async (
  deps: ResolveSubjectDeps,
  by: { readonly uscc: string } | NamedPerson,
  reading: Reading,
): Promise<Result<Standing, Refusal>> => {
  const unknown = refused(refusal("subject.unknown", "没有该主体的记录 / no such subject is known"));
  if ("uscc" in by) {
    const identifier = usccIdentifier(by.uscc);
    const standing = (await deps.standings.many([identifier])).get(identifier);
    return standing ? accepted(standing) : unknown;
  }
  const [standing] = await findPersons(deps, [by]);
  if (!standing) return unknown;
  const { subjectId } = standing;
  const without = await registerReads(deps, reading, [{ what: "resolution", subjectId }]);
  return without ? refused(without) : accepted(standing);
};
