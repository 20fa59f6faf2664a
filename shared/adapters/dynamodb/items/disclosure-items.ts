import * as z from "zod";
import { disclosureContent, ownPublication, rowOrigin } from "../../../../events/disclosure-parts.ts";
import type { ObjectionAnnounced } from "../../../../events/objection-announced/v1.ts";
import { clock } from "../../../../events/parts.ts";
import { localDateString } from "../../../../events/vocabulary.ts";
import { type Disclosure, dueOn, partyOf } from "../../../domain/disclosure/disclosure.ts";
import { shardOf } from "../../../kernel/ids.ts";
import type { StoredDisclosure } from "../../../ports/disclosures.ts";
import { clockPlace, disclosurePrefix } from "./act-clock-items.ts";
import { directoryShards, dueShards } from "./items.ts";
import { repairCaseItem } from "./repair-case.ts";

const item = z.object({
  disclosure: disclosureContent.extend({
    disclosureId: z.string(),
    collectedOn: localDateString,
    correctedOn: localDateString.exactOptional(),
    late: z.boolean(),
    compliant: z.boolean(),
    publications: z.array(ownPublication),
    origin: rowOrigin.exactOptional(),
    openObjections: z.array(z.string()).exactOptional(),
    mended: z.array(z.string()).exactOptional(),
    repairCase: repairCaseItem.exactOptional(),
    takenDown: z.object({ on: localDateString, reason: z.enum(["error", "repaired"]) }).exactOptional(),
    policyVersion: z.string(),
    version: z.int(),
  }),
  clocks: z.array(clock),
  alerted: z.array(z.string()),
});

export const readDisclosure = (stored: unknown): StoredDisclosure => {
  const { disclosure, clocks, alerted } = item.parse(stored);
  return { disclosure: { ...disclosure, clocks }, alerted };
};

export const disclosureKey = (disclosureId: string) => ({ pk: `${disclosurePrefix}${disclosureId}`, sk: "state" });
export const disclosureIdOfKey = (pk: string): string => pk.slice(disclosurePrefix.length);
export const revisionKey = (disclosureId: string, revision: number) => ({
  pk: `${disclosurePrefix}${disclosureId}`,
  sk: `event#${String(revision).padStart(10, "0")}`,
});

/** That something became of an objection to an act: an outbox item in the lists table, whose stream sends it on. */
export const announcementItem = (message: ObjectionAnnounced) => ({
  pk: `${disclosurePrefix}${message.disclosureId}`,
  sk: `announced#${String(message.revision).padStart(10, "0")}`,
  record: "announcement",
  message,
});

/** The directory of what an agency reported in a month, one of its partitions. */
export const disclosureDirectory = (agencyId: string, month: string, shard: number): string =>
  `disclosures#${agencyId}#${month}#${shard}`;

/**
 * A disclosure with its places in the indexes: by agency, by the party that it is about, by the day on which something
 * is to be said, by its clocks. Those stand beside it, where an index can have them without the rest.
 */
export const disclosureAttributes = (disclosure: Disclosure, alerted: readonly string[]): Record<string, unknown> => {
  const { clocks, ...stored } = disclosure;
  const { disclosureId, act, authority, collectedOn, party, publicityEndsOn, takenDown } = disclosure;
  const due = dueOn(disclosure, alerted);
  const about = partyOf(party);
  return {
    ...disclosureKey(disclosureId),
    disclosure: stored,
    act,
    collectedOn,
    clocks,
    alerted,
    ...clockPlace(disclosure),
    directory: disclosureDirectory(authority.agencyId, collectedOn.slice(0, 7), shardOf(disclosureId, directoryShards)),
    directorySort: disclosureId,
    // A person's stand there for the person alone: under its subject, where the public, which asks by codes, never looks.
    ...(about === undefined || takenDown ? {} : { party: about, publicSort: `${publicityEndsOn}#${disclosureId}` }),
    ...(due === undefined ? {} : { dueShard: `due#${shardOf(disclosureId, dueShards)}`, dueOn: due }),
  };
};
