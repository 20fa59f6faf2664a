import type { FigureTold } from "../../../events/figure-told/v1.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { type Disclosure, kindOf, lastDayOf } from "../disclosure/disclosure.ts";
import type { DisclosureKind } from "../disclosure/standard.ts";
import { told } from "./facts.ts";

/** What a disclosure says at a revision. */
export const toldByDisclosure = (disclosure: Disclosure, correlationId: string): FigureTold => {
  const { disclosureId, version, act, authority, decidedOn, collectedOn, late, compliant, clocks } = disclosure;
  const clock = clocks.find(({ kind }) => kind === "disclosurePublication");
  if (!clock) throw new Error(`${disclosureId} has no clock of its publication`);
  const lastOn = lastDayOf(clock, disclosure);
  return told(
    disclosureId,
    {
      of: "disclosure",
      agencyId: authority.agencyId,
      revision: version,
      kind: kindOf(act),
      decidedOn,
      collectedOn,
      late,
      compliant,
      publication: {
        dueOn: clock.dueOn,
        ...(clock.metOn === undefined ? {} : { metOn: clock.metOn }),
        ...(clock.stoppedOn === undefined ? {} : { stoppedOn: clock.stoppedOn }),
        ...(lastOn === undefined ? {} : { lastOn }),
      },
    },
    correlationId,
  );
};

/** What a chunk of a file says of the rows in it that were refused. */
export const toldByChunk = (
  chunk: { readonly submissionId: string; readonly chunk: number; readonly correlationId: string },
  refused: { readonly agencyId: string; readonly kind: DisclosureKind; readonly on: LocalDate; readonly rows: number },
): FigureTold => told(`${chunk.submissionId}#${chunk.chunk}`, { of: "refusedRows", ...refused }, chunk.correlationId);
