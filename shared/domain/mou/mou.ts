import type { LocalDate } from "../../kernel/local-date.ts";
import type { MouContent } from "../measure/content.ts";

/** One version of a memorandum of cooperation between agencies (合作备忘录, A §16, §24). */
export interface Mou extends MouContent {
  readonly mouId: string;
  readonly version: number;
  /** The revision of the catalogue that made it. */
  readonly revision?: number | undefined;
}

/** Whether measures may be published under it on a day. */
export const mouInForce = (mou: Pick<Mou, "validFrom" | "validTo">, on: LocalDate): boolean =>
  mou.validFrom <= on && (mou.validTo === undefined || on <= mou.validTo);

/** The newest version of a memorandum; none when it is not registered. */
export const newestMou = (mous: readonly Mou[], mouId: string): Mou | undefined =>
  mous
    .filter((mou) => mou.mouId === mouId)
    .reduce<Mou | undefined>((best, each) => (best && best.version > each.version ? best : each), undefined);
