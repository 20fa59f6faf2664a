import type { DisclosureContent } from "../../../events/disclosure-parts.ts";
import { partyOf } from "../../domain/disclosure/disclosure.ts";
import { ownCodes, usccIdentifier } from "../../domain/subject/standing.ts";
import type { DisclosureStore, StoredDisclosure } from "../../ports/disclosures.ts";
import type { StandingReader } from "../../ports/entries.ts";

export interface SameActDeps {
  readonly disclosures: Pick<DisclosureStore, "find">;
  readonly standings: Pick<StandingReader, "many">;
}

type Party = DisclosureContent["party"];

/**
 * The act that a row is about, where it was recorded: under the code that the row has, or under another that its party bears
 * or bore, so that a new code makes no second act of one decision (ADR 31). Only an act that is not found under its own code
 * costs a look at the standing. A predecessor is another party: one decision may be about both.
 */
export const recordedAs = async (
  { disclosures, standings }: SameActDeps,
  idUnder: (code: string) => string,
  party: Party,
): Promise<StoredDisclosure | undefined> => {
  const known = await disclosures.find(idUnder(partyOf(party) ?? ""));
  const { uscc } = party;
  if (known || party.kind === "person" || uscc === undefined) return known;
  const identifier = usccIdentifier(uscc);
  const standing = (await standings.many([identifier])).get(identifier);
  for (const code of standing ? ownCodes(standing) : []) {
    const under = code === uscc ? undefined : await disclosures.find(idUnder(code));
    if (under) return under;
  }
  return undefined;
};

/** The party of an act that was recorded under another code: it stays under that one, and its name is the row's to say. */
export const asRecorded = ({ kind, uscc }: Party, party: Party): Party =>
  uscc === undefined || uscc === party.uscc ? party : { ...party, kind, uscc };
