import { entryOn } from "../../domain/entry/entry.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { disclosesIdentity } from "../../domain/trigger/identity.ts";
import { shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { EntryReader } from "../../ports/entries.ts";
import type { PersonDocument, PersonVault } from "../../ports/persons.ts";
import type { AddressedTriggers } from "../../ports/triggers.ts";
import { type Reading, type RegisterReadDeps, registerReads } from "./register-read.ts";

export interface DiscloseIdentityDeps extends RegisterReadDeps {
  readonly triggers: AddressedTriggers;
  readonly entries: Pick<EntryReader, "entry">;
  readonly vault: PersonVault;
}

/** Whose identity it is, in the clear. */
export interface Identity extends PersonDocument {
  readonly subjectId: string;
  readonly name: string;
}

/**
 * A person's document number for the agency that must act on a trigger, and for no other, while there is something to act
 * on (SPEC "Persons and their data"). The trigger is the purpose, and the read is registered before the number is opened.
 */
export const discloseIdentity = async (
  deps: DiscloseIdentityDeps,
  id: { readonly entryId: string; readonly triggerKey: string },
  reading: Omit<Reading, "purpose">,
): Promise<Result<Identity, Refusal>> => {
  const trigger = await deps.triggers.find(id.entryId, id.triggerKey);
  if (!trigger) return refused(refusal("trigger.unknown", "没有该触发 / no such trigger"));
  if (trigger.agencyId !== reading.caller.agencyId)
    return refused(refusal("trigger.notYours", "非发给本单位的触发 / it is addressed to another agency"));
  if (trigger.subject.kind !== "person")
    return refused(refusal("identity.notPerson", "主体不是自然人,见统一社会信用代码 / not a person: use its USCC"));
  const stored = await deps.entries.entry(id.entryId);
  if (!stored) throw new Error(`trigger of ${id.entryId}, which does not exist`);
  if (!disclosesIdentity(trigger, entryOn(stored.entry, shanghaiDate(deps.now()))))
    return refused(
      refusal("trigger.settled", "该触发已办结,不再提供证件号码 / nothing is left to act on, so no number is given"),
    );
  const { subjectId, subject } = stored.entry;
  await registerReads(deps, { ...reading, purpose: `办理触发事项(${trigger.kind})` }, [
    { what: "identity", subjectId, of: `${id.entryId}.${id.triggerKey}` },
  ]);
  const document = await deps.vault.open(subjectId);
  if (!document) throw new Error(`no document is kept for ${subjectId}`);
  return accepted({ subjectId, name: subject.name, ...document });
};
