import type { SubjectEvent } from "../../events/catalogue.ts";
import type { Standing } from "../domain/subject/standing.ts";

/** Subjects by their own id. */
export interface SubjectReader {
  /** How the subject's standing is looked up today. */
  readonly identifierOf: (subjectId: string) => Promise<string | undefined>;
  /** Where the subject stands this moment, with what mergers brought it. */
  readonly standing: (subjectId: string) => Promise<Standing | undefined>;
  readonly history: (subjectId: string) => Promise<readonly SubjectEvent[]>;
  /** Whole decisions in sequence until `limit` events are there; the last one may bring more. */
  readonly historyPage: (
    subjectId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<{ readonly items: readonly SubjectEvent[]; readonly next: string | null }>;
}
