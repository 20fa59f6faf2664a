import type { DisclosureEvent } from "../../events/disclosures.ts";
import type { DisclosureContent } from "../../events/disclosure-parts.ts";
import { clockStatus } from "../domain/clock/clock.ts";
import { clocksOn, type Disclosure, isContested, kindOf, statusOn } from "../domain/disclosure/disclosure.ts";
import { standards } from "../domain/disclosure/standard.ts";
import { isOpen } from "../domain/repair/repair-case.ts";
import { maskedName, type Masks } from "../domain/subject/masks.ts";
import { hiddenIn, publicSubject, publicText } from "../domain/subject/public-subject.ts";
import { codesOf, type Standing } from "../domain/subject/standing.ts";
import type { LocalDate } from "../kernel/local-date.ts";
import { becameView } from "./became-view.ts";
import { commitmentView } from "./commitment-view.ts";

/** How disclosures look in answers. Items stand under the codes of the national standard. */

const headView = (disclosure: Disclosure, today: LocalDate) => ({
  disclosureId: disclosure.disclosureId,
  act: disclosure.act,
  status: statusOn(disclosure, today),
  decisionNo: disclosure.decisionNo,
  decidedOn: disclosure.decidedOn,
  authority: disclosure.authority,
  publicityEndsOn: disclosure.publicityEndsOn,
  collectedOn: disclosure.collectedOn,
  ...(disclosure.correctedOn === undefined ? {} : { correctedOn: disclosure.correctedOn }),
  late: disclosure.late,
  compliant: disclosure.compliant,
  clocks: clocksOn(disclosure, today).map(({ clockId, kind, startedOn, dueOn, provisional, metOn, ...clock }) => ({
    clockId,
    kind,
    startedOn,
    dueOn,
    provisional,
    status: clockStatus({ clockId, kind, startedOn, dueOn, provisional, metOn, ...clock }, today),
    ...(metOn === undefined ? {} : { metOn }),
  })),
  contested: isContested(disclosure),
  ...(disclosure.takenDown ? { takenDown: disclosure.takenDown } : {}),
  version: disclosure.version,
});

/** In a list: persons are masked, and nothing is told of what was done; that is read one by one. */
export const listedDisclosureView = (disclosure: Disclosure, today: LocalDate, masks: Masks) => ({
  ...headView(disclosure, today),
  party: publicSubject(disclosure.party, masks),
});

/** What is left of an act's publications once one was withdrawn, as it is listed: nobody reads a person for that. */
export const publicationsView = (disclosure: Disclosure, today: LocalDate, masks: Masks) => ({
  ...listedDisclosureView(disclosure, today, masks),
  publications: disclosure.publications,
});

const representativeView = ({ representative }: Pick<DisclosureContent, "representative">, masks: Masks) =>
  representative === undefined ? {} : { representative: { name: maskedName(representative.name, masks.name) } };

/** For its agency and the office. Who stands for an organisation is masked: nobody needs it to answer for the row. */
export const disclosureView = (disclosure: Disclosure, today: LocalDate, masks: Masks) => ({
  ...headView(disclosure, today),
  party: disclosure.party,
  ...representativeView(disclosure, masks),
  items: disclosure.items,
  publications: disclosure.publications,
  openObjections: disclosure.openObjections ?? [],
  ...(disclosure.repairCase
    ? { repair: { repairId: disclosure.repairCase.repairId, status: repairStatusOn(disclosure, today) } }
    : {}),
  policyVersion: disclosure.policyVersion,
});

export const disclosureEtag = ({ version }: Disclosure): string => `"${version}"`;

/** One event of a disclosure's history, as `historyView` shows an entry's. */
export const disclosureEventView = (event: DisclosureEvent, masks: Masks) => ({
  revision: event.revision,
  type: event.type,
  version: event.version,
  at: event.at,
  by: {
    agencyId: event.by.agencyId,
    clientId: event.by.clientId,
    ...(event.by.officer === undefined ? {} : { officer: event.by.officer }),
  },
  policyVersion: event.policyVersion,
  data: dataView(event, masks),
});

/** Whoever signed for the party is masked, as in an entry's history: `GET /v1/repairs/{id}` has the application whole. */
const dataView = (event: DisclosureEvent, masks: Masks) => {
  if (event.type === "disclosure-repair-applied") {
    const { applicant, commitment } = event.data;
    const hidden = (name: string): string => maskedName(name, masks.name);
    return {
      ...event.data,
      applicant: { ...applicant, name: hidden(applicant.name) },
      ...(commitment ? { commitment: { ...commitment, by: hidden(commitment.by) } } : {}),
    };
  }
  if (!("content" in event.data) || event.data.content === undefined) return event.data;
  const { content } = event.data;
  return { ...event.data, content: { ...content, ...representativeView(content, masks) } };
};

/** Past the last public day an open application is over with what it asks for. */
const repairStatusOn = ({ repairCase, publicityEndsOn }: Disclosure, today: LocalDate) =>
  repairCase && isOpen(repairCase) && today > publicityEndsOn ? "ended" : repairCase?.status;

/** What anybody may read: the decision's open items, a person masked in all of them (A §19), and that it is contested. */
export const publicDisclosureView = (disclosure: Disclosure, masks: Masks) => {
  const { disclosureId, act, party, decisionNo, decidedOn, authority, publicityEndsOn, collectedOn } = disclosure;
  const open = standards[kindOf(act)].items.filter((item) => item.open === true);
  const { representative } = disclosure;
  const hidden = hiddenIn(party, { persons: representative ? [representative.name] : [] });
  return {
    disclosureId,
    act,
    party: publicSubject(party, masks),
    decisionNo: publicText(decisionNo, hidden, masks),
    decidedOn,
    authority,
    items: Object.fromEntries(
      open.flatMap(({ code }) => {
        const value = disclosure.items[code];
        return value === undefined ? [] : [[code, publicText(value, hidden, masks)]];
      }),
    ),
    publicityEndsOn,
    publishedOn: collectedOn,
    contested: isContested(disclosure),
    ...commitmentView({ repairCase: disclosure.repairCase, subject: party }, hidden, masks),
  };
};

/**
 * An act in a look-up by code: its party stays as the act names it, under the code that it bore then, with what has become of
 * it since, as entries are shown.
 */
export const foundDisclosureView = (disclosure: Disclosure, standing: Standing | undefined, masks: Masks) => {
  const view = publicDisclosureView(disclosure, masks);
  const { name, uscc } = disclosure.party;
  if (standing === undefined || uscc === undefined) return view;
  const inheritedFrom = codesOf(standing).get(uscc);
  const now = inheritedFrom === undefined && standing.uscc !== uscc ? { currentUscc: standing.uscc } : {};
  return { ...view, party: { ...view.party, ...now, ...becameView(standing, { name, inheritedFrom }) } };
};
