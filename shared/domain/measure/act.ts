import type { Actor } from "../../../events/envelope.ts";
import type { LocalDate } from "../../kernel/local-date.ts";

/** One act of the office on the catalogue: who did what, when and why. The history of a measure or memorandum. */
export interface CatalogueAct {
  /** The catalogue's revision that it made; the acts of all measures are one sequence. */
  readonly revision: number;
  readonly act: "drafted" | "published" | "retired" | "registered";
  readonly about: { readonly measureId: string } | { readonly mouId: string };
  readonly versions: readonly number[];
  readonly at: string;
  readonly by: Actor;
  readonly correlationId: string;
  /** Of a retirement: from when, and why. */
  readonly on?: LocalDate | undefined;
  readonly reason?: string | undefined;
}
