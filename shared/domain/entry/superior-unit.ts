import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused } from "../../kernel/result.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import type { Entry, Happening } from "./entry.ts";

/**
 * The notice to the superior unit of a black-listed public body or state enterprise (C 十四 通报上级主管单位), part of the
 * publication. Where the unit is an agency of the platform it is in its inbox with the decision; any other is told by
 * letter, which the authority records.
 */
export const superiorNotice = ({ list, superiorUnit }: Entry, today: LocalDate): readonly Happening[] =>
  list === "black" && superiorUnit?.agencyId !== undefined
    ? [
        {
          type: "superior-unit-notified",
          version: 1,
          data: { unit: superiorUnit, via: "platform", notifiedOn: today },
        },
      ]
    : [];

/** Records the letter to a superior unit. Refuses where none is named or it was told before. */
export const notifySuperiorUnit = (
  { list, superiorUnit, superiorNotice: told, publishedOn }: Entry,
  { sentOn, documentNo }: Extract<EntryCommand, { name: "notifySuperiorUnit" }>,
  { today }: DecisionContext,
): Decided => {
  if (list !== "black" || superiorUnit === undefined)
    return refused(refusal("superiorUnit.none", "未登记上级主管单位(鲁 十四)/ no superior unit is recorded with it"));
  if (told)
    return refused(
      refusal("superiorUnit.notified", `已于 ${told.notifiedOn} 通报 / it was told on ${told.notifiedOn}`),
    );
  if (sentOn > today || (publishedOn !== undefined && sentOn < publishedOn))
    return refused(
      refusal("input.invalid", "通报日期应在发布之后且不晚于今天 / between publication and today", [
        { field: "sentOn", code: "sentOn.range", detail: `${publishedOn ?? ""} – ${today}` },
      ]),
    );
  return accepted([
    {
      type: "superior-unit-notified",
      version: 1,
      data: { unit: superiorUnit, via: "letter", notifiedOn: sentOn, documentNo },
    },
  ]);
};
