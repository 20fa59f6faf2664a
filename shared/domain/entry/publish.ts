import { accepted, refused } from "../../kernel/result.ts";
import { stillInForce } from "../measure/measure.ts";
import { sameOfficer } from "../subject/officer.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext } from "./command.ts";
import { crossCheck } from "./cross-check.ts";
import type { Entry } from "./entry.ts";
import { outlineOf } from "./outline.ts";
import { superiorNotice } from "./superior-unit.ts";

/**
 * Reports a determination to the platform; late is recorded in working days (A §3, §20). A row was reported when its file
 * came, but not before the determination that an earlier row of that file asked for.
 */
export const report = (entry: Entry, { today, receivedOn = today, calendar }: DecisionContext): Decided => {
  const reportedOn = receivedOn < (entry.determinedOn ?? today) ? today : receivedOn;
  const clock = entry.clocks.find((candidate) => candidate.kind === "listReport");
  const workingDaysLate = clock ? calendar.between(clock.dueOn, reportedOn) : 0;
  return accepted([{ type: "entry-reported", version: 1, data: { reportedOn, workingDaysLate } }]);
};

/**
 * Makes an entry public. Where policy leaves it to the office a named officer does it who did not take the step before
 * (four eyes). A key-attention entry warns its subject in the same breath (A §3 发出警示并提示重点关注有效期).
 */
export const publish = (entry: Entry, by: "policy" | "office", context: DecisionContext): Decided => {
  const { today, rules, catalogue, standing } = context;
  const automatic = rules.publication(entry.list, entry.severity) === "automatic";
  if (by === "policy" && !automatic)
    return refused(refusal("publication.byOffice", "须由信用办发布 / policy leaves publication to the office"));
  if (by === "office" && rules.fourEyes.publication) {
    const { officer } = context.by;
    if (officer === undefined)
      return refused(refusal("officer.required", "请写明经办人姓名 / name the officer who publishes it"));
    // The office determined it itself: without a name nobody can tell whether it was this officer.
    if (entry.lastOfficer === undefined && entry.determiningAuthority.agencyId === context.by.agencyId)
      return refused(
        refusal(
          "officer.required",
          "本单位认定时未具名,请撤回并具名重新认定 / your agency determined it and named nobody: withdraw it, determine it again with the officer named",
        ),
      );
    if (entry.lastOfficer !== undefined && sameOfficer(officer, entry.lastOfficer))
      return refused(refusal("officer.second", "须由另一名经办人发布 / another officer has to publish it"));
  }
  // Its validity is over: publishing it now would show what has already ended.
  if (today > entry.validTo) return refused(refusal("entry.ended", "有效期已届满 / its validity is over"));
  const crossed = crossCheck(entry.list, standing, today);
  if (!crossed.ok) return crossed;
  const published = {
    type: "entry-published",
    version: 1,
    data: { ...outlineOf(entry), publishedOn: today, measures: stillInForce(entry.measures, catalogue, today) },
  } as const;
  if (entry.list !== "keyAttention") return accepted([published, ...superiorNotice(entry, today)]);
  const text = `${entry.subject.name}已列入重点关注名单,有效期至 ${entry.validTo};其间发生严重失信行为的,将按黑名单认定标准处理。`;
  return accepted([
    published,
    { type: "subject-warned", version: 1, data: { warnedOn: today, validTo: entry.validTo, text } },
  ]);
};
