import type { EventOf } from "../../../events/catalogue.ts";
import type { Relative } from "../../../events/parts.ts";
import type { SubjectKind, SubjectStatus } from "../../../events/vocabulary.ts";
import type { LocalDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { refusal, type Refusal } from "../refusal.ts";
import { type Standing, usccIdentifier } from "./standing.ts";

type Recorded = { readonly on: LocalDate; readonly documentNo: string };

/** What the register of enterprises, a court or the civil registry says has become of a subject. */
export type SubjectChange = Recorded &
  (
    | { readonly kind: "renamed"; readonly name: string }
    | { readonly kind: "newUscc"; readonly uscc: string }
    | { readonly kind: "merged"; readonly into: Standing }
    | { readonly kind: SubjectStatus }
  );

export type SubjectChanged = EventOf<"subject-changed">;

/**
 * Decides a change of the subject itself. Gives what happened to it; nothing when that is how it stands already. Refuses a
 * change that does not fit its kind, one of a subject that has gone into another or has died, and a day that is to come.
 */
export const changeSubject = (
  standing: Standing,
  change: SubjectChange,
  today: LocalDate,
): Result<SubjectChanged["data"] | undefined, Refusal> => {
  const { kind, on, documentNo } = change;
  if (stands(standing, change)) return accepted(undefined);
  if (on > today) return refused(fieldRefusal("on", "on.future", "不得晚于今天 / not after today"));
  if (standing.status?.kind === "died")
    return refused(refusal("subject.gone", "该自然人已死亡 / this person has died"));
  if (kind !== "renamed" && (kind === "died") !== (standing.kind === "person"))
    return refused(
      refusal("subject.changeNotForKind", "该变更与主体类别不符 / this change does not fit the kind of subject"),
    );
  // Dissolved after a merger is the rule; a new name or code is the successor's to have.
  if (standing.successor && (kind === "renamed" || kind === "newUscc" || kind === "merged"))
    return refused(mergedInto(standing.successor));
  switch (kind) {
    case "renamed":
      return accepted({ kind, name: change.name, formerName: standing.name, on, documentNo });
    case "newUscc":
      return accepted({ kind, uscc: change.uscc, formerUscc: usccOf(standing), on, documentNo });
    case "merged":
      return merge(standing, change.into, { on, documentNo });
    default:
      return accepted({ kind, on, documentNo });
  }
};

const stands = (standing: Standing, change: SubjectChange): boolean => {
  switch (change.kind) {
    case "renamed":
      return standing.name === change.name;
    case "newUscc":
      return standing.uscc === change.uscc;
    case "merged":
      return standing.successor?.subjectId === change.into.subjectId;
    default:
      return standing.status?.kind === change.kind;
  }
};

const merge = (
  standing: Standing,
  into: Standing,
  recorded: Recorded,
): Result<SubjectChanged["data"] | undefined, Refusal> => {
  if (into.subjectId === standing.subjectId || into.kind === "person")
    return refused(fieldRefusal("into", "into.other", "应为另一单位 / it goes into another organisation"));
  if (into.successor) return refused(mergedInto(into.successor));
  return accepted({ kind: "merged", into: relativeOf(into), ...recorded });
};

/** What a merger is for the one that goes on: it takes over the other with all that went into that one before. */
export const succession = (predecessor: Standing, { on, documentNo }: Recorded): SubjectChanged["data"] => ({
  kind: "succeeded",
  predecessors: [relativeOf(predecessor), ...(predecessor.predecessors ?? [])],
  on,
  documentNo,
});

/** Where the subject stands after a change. Replaying a history gives the stored standing (SPEC). */
export const afterChange = (standing: Standing, { seq, data }: Pick<SubjectChanged, "seq" | "data">): Standing => {
  const next = { ...standing, seq };
  switch (data.kind) {
    case "renamed":
      return {
        ...next,
        name: data.name,
        formerNames: [...new Set([...(standing.formerNames ?? []), data.formerName])],
      };
    case "newUscc":
      return {
        ...next,
        identifier: usccIdentifier(data.uscc),
        uscc: data.uscc,
        kind: kindOf(data.uscc),
        formerUsccs: [...new Set([...(standing.formerUsccs ?? []), data.formerUscc])],
      };
    case "merged":
      return { ...next, successor: data.into };
    case "succeeded":
      return { ...next, predecessors: [...(standing.predecessors ?? []), ...data.predecessors] };
    default:
      return { ...next, status: { kind: data.kind, on: data.on, documentNo: data.documentNo } };
  }
};

/** GB 32100: 92 is given to sole traders. One that became a company has another code. */
export const kindOf = (uscc: string): SubjectKind => (uscc.startsWith("92") ? "soleTrader" : "organisation");

const relativeOf = (standing: Standing): Relative => ({
  subjectId: standing.subjectId,
  name: standing.name,
  uscc: usccOf(standing),
});

const usccOf = ({ uscc, subjectId }: Standing): string => {
  if (uscc === undefined) throw new Error(`${subjectId} has no USCC`);
  return uscc;
};

const mergedInto = ({ name, subjectId }: Relative): Refusal =>
  refusal("subject.merged", `已并入 ${name} / it has gone into ${name} (${subjectId})`);

const fieldRefusal = (field: string, code: string, detail: string): Refusal =>
  refusal("input.invalid", "请按所列各项更正后重报 / mend the fields named and submit again", [
    { field, code, detail },
  ]);
