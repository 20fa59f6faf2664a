import type { SuspensionGround } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import type { Entry, Happening } from "./entry.ts";
import { outlineOf, publicationOf } from "./outline.ts";

/** Whether anything keeps a published entry's measures from being applied (A §22, B 五(三), D 四(五)). */
export const isHeld = ({ openObjections = [], stays = [] }: Pick<Entry, "openObjections" | "stays">): boolean =>
  openObjections.length > 0 || stays.length > 0;

/** Measures stop at once: with the first objection or stay of a published entry, and with none after it. */
export const suspendedFor = (entry: Entry, ground: SuspensionGround, today: LocalDate): readonly Happening[] =>
  entry.state !== "published" || entry.suspended
    ? []
    : [
        {
          type: "entry-suspended",
          version: 1,
          data: {
            ...outlineOf(entry),
            suspendedOn: today,
            ground,
            publishedSeq: publicationOf(entry),
            measures: [...entry.measures],
          },
        },
      ];

/** Measures go on with the end of the last objection or stay. `left` is the entry without the one that ends. */
export const resumedFrom = (left: Entry, today: LocalDate): readonly Happening[] =>
  left.state !== "published" || !left.suspended || isHeld(left)
    ? []
    : [
        {
          type: "entry-resumed",
          version: 1,
          data: {
            ...outlineOf(left),
            resumedOn: today,
            publishedSeq: publicationOf(left),
            measures: [...left.measures],
          },
        },
      ];
