import type { Actor } from "../../../events/envelope.ts";
import { derivedKey } from "../../kernel/ids.ts";

/**
 * A subject that acts by itself stands in the history under its own id, where others stand under their agency's (ADR 37). No
 * agency can have such an id: agencies are named by lower-case letters, digits and hyphens.
 */
export const isSubject = (actorId: string): boolean => actorId.startsWith("sbj_");

/** The subject as an actor. It is not named: lists of objections and repairs are read without a purpose (A §22). */
export const itself = (subjectId: string, clientId: string): Actor => ({
  agencyId: subjectId,
  name: "主体本人",
  clientId,
});

/**
 * Under what id the party of an act acts, and finds what was filed about its acts (ADR 39): a person under its subject's; an
 * organisation, which need not stand in any list, under one that follows from its code.
 */
export const partyIdOf = (party: string): string => (isSubject(party) ? party : `sbj_${derivedKey("party", party)}`);
