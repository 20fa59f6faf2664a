import type { Relative } from "../../events/parts.ts";
import type { Standing } from "../domain/subject/standing.ts";

/**
 * What a look-up says has become of a subject since something about it was written under a name: who bears it now, or that
 * it went into the subject that was asked for (ADR 23).
 */
export const becameView = (
  standing: Standing,
  { name, inheritedFrom }: { readonly name: string; readonly inheritedFrom?: Relative | undefined },
) =>
  inheritedFrom
    ? { successor: { name: standing.name, uscc: standing.uscc } }
    : {
        ...(standing.formerNames && standing.name !== name ? { currentName: standing.name } : {}),
        ...(standing.status ? { status: { kind: standing.status.kind, on: standing.status.on } } : {}),
        ...(standing.successor ? { successor: { name: standing.successor.name, uscc: standing.successor.uscc } } : {}),
      };
