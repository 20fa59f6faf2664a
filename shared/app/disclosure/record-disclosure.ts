import type { Actor } from "../../../events/envelope.ts";
import type { DisclosureContent, RowOrigin } from "../../../events/disclosure-parts.ts";
import { saidWithout } from "../../domain/clock/move.ts";
import type { CheckedRow, NamedPerson } from "../../domain/disclosure/checked-row.ts";
import { reportedOn } from "../../domain/disclosure/clocks.ts";
import { report } from "../../domain/disclosure/decide.ts";
import { disclosureIdOf, partyOf } from "../../domain/disclosure/disclosure.ts";
import { isOutdone } from "../../domain/disclosure/heard.ts";
import { alertsCorrected } from "../../domain/disclosure/move-clocks.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { maskedNumber, type Masks } from "../../domain/subject/masks.ts";
import { type LocalDate, shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AlertStore } from "../../ports/alerts.ts";
import type { StandingReader } from "../../ports/entries.ts";
import type { Persons } from "../../ports/persons.ts";
import { contextOf, decisionOf, type DisclosureHouse } from "./disclosure-decision.ts";
import { asRecorded, recordedAs } from "./same-act.ts";
import { attempts } from "../house.ts";

export interface RecordDisclosureDeps extends DisclosureHouse {
  readonly persons: Persons;
  readonly standings: Pick<StandingReader, "many">;
  readonly alertStore: Pick<AlertStore, "withdraw">;
  readonly masksOn: (day: LocalDate) => Masks;
}

export interface DisclosureReport {
  readonly row: CheckedRow;
  readonly by: Actor;
  readonly correlationId: string;
  readonly origin: RowOrigin;
}

/** `own` is false where what the row says stood already. */
export interface RecordedDisclosure {
  readonly disclosureId: string;
  readonly own: boolean;
}

/**
 * Takes one act as its agency reports it. The same authority, number and party again is a correction, with its history,
 * or the same again, which changes nothing. Done again, a row finds what it did; of two rows of one file the later one
 * holds, and of several files the one that came last, in whatever order they are worked on; an earlier one is nothing new. Alerts that a correction makes
 * wrong are withdrawn. A decision that was reported under another code of its party is that act still, and stays under that
 * code. Document numbers end here.
 */
export const recordDisclosure = async (
  deps: RecordDisclosureDeps,
  { row, by, correlationId, origin }: DisclosureReport,
): Promise<Result<RecordedDisclosure, Refusal>> => {
  const today = shanghaiDate(deps.now());
  const { party, representative } = await identified(deps, row, deps.masksOn(today));
  const { act, decisionNo, decidedOn, publicityEndsOn, permittedTo, items } = row;
  const idUnder = (code: string): string => disclosureIdOf({ authority: by.agencyId, act, decisionNo, party: code });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await recordedAs(deps, idUnder, party);
    const disclosureId = stored?.disclosure.disclosureId ?? idUnder(partyOf(party) ?? "");
    const content: Omit<DisclosureContent, "publicityEndsOn"> = {
      act,
      decisionNo,
      decidedOn,
      authority: { agencyId: by.agencyId, name: by.name },
      party: stored ? asRecorded(stored.disclosure.party, party) : party,
      ...(representative ? { representative } : {}),
      items: { ...items },
    };
    const last = stored?.disclosure.origin;
    const at = deps.now();
    // It was reported when its file came, on whatever day its rows are worked on (A §19).
    const context = await contextOf(
      deps,
      { act, decidedOn },
      origin.receivedAt === undefined ? at : new Date(origin.receivedAt),
    );
    const decided = report(
      stored?.disclosure,
      {
        disclosureId,
        content: publicityEndsOn === undefined ? content : { ...content, publicityEndsOn },
        permittedTo,
        origin,
      },
      stored ? { ...context, duties: deps.rulesFor({ act, decidedOn, on: reportedOn(stored.disclosure) }) } : context,
    );
    if (!decided.ok) {
      // Where more has happened since, the row is answered as it was the first time.
      const did = stored !== undefined && (await deps.disclosures.hasRow(disclosureId, origin));
      return did ? accepted({ disclosureId, own: true }) : decided;
    }
    const mine = last?.submissionId === origin.submissionId && last.line === origin.line;
    if (!decided.value) {
      if (mine) return accepted({ disclosureId, own: true });
      if (isOutdone(last, origin))
        return accepted({ disclosureId, own: await deps.disclosures.hasRow(disclosureId, origin) });
      // It came later and says what stands: a row that came in between does not change that.
      if ((await deps.disclosures.hear(disclosureId, origin)) === "conflict") continue;
      const now = await deps.disclosures.find(disclosureId);
      if (now?.disclosure.version !== stored?.disclosure.version) continue;
      return accepted({ disclosureId, own: false });
    }
    if (stored && (mine || (await deps.disclosures.hasRow(disclosureId, origin))))
      return accepted({ disclosureId, own: true });
    if (stored && (isOutdone(last, origin) || isOutdone(await deps.disclosures.heard(disclosureId), origin)))
      return accepted({ disclosureId, own: false });
    const decision = decisionOf(disclosureId, stored, decided.value, context.rules, { by, at, correlationId });
    // Withdrawn first: where it breaks off between the two, the row comes again and finds the act as it was.
    const wrong = stored ? alertsCorrected(stored.disclosure, decision.disclosure, stored.alerted, today) : [];
    await deps.alertStore.withdraw(wrong, shanghaiInstant(at));
    const alerted = saidWithout(decision.alerted, wrong);
    if ((await deps.disclosures.commit({ ...decision, alerted })) === "committed")
      return accepted({ disclosureId, own: true });
  }
  return refused(
    refusal("request.busy", "该公示信息正被更新,请稍后重试 / others are changing it, try again in a moment"),
  );
};

/** The party and its representative as the platform knows them; the numbers lead to them and are left behind. */
const identified = async (
  deps: RecordDisclosureDeps,
  { party, representative }: CheckedRow,
  masks: Masks,
): Promise<Pick<DisclosureContent, "party" | "representative">> => {
  const person = async ({ name, idType, idNumber }: NamedPerson) => {
    if (idNumber === undefined) return { name };
    const { subjectId } = await deps.persons.identify({ idType, idNumber });
    return { name, subjectId, idType, idNumberMasked: maskedNumber(idNumber, idType, masks) };
  };
  return {
    party: party.kind === "person" ? { kind: party.kind, ...(await person(party)) } : party,
    ...(representative ? { representative: await person(representative) } : {}),
  };
};
