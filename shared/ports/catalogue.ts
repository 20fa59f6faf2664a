import type { EndingDue } from "../../events/ending-due/v1.ts";
import type { CatalogueAct } from "../domain/measure/act.ts";
import type { Catalogue, Measure } from "../domain/measure/measure.ts";
import type { Mou } from "../domain/mou/mou.ts";
import type { RecordedRequest } from "./requests.ts";

/** The catalogue as it stands this moment: what ships, overlaid by what the office has done. */
export interface CatalogueState {
  /** Moved on by every act; 0 where there was none. */
  readonly revision: number;
  readonly measures: Catalogue;
  readonly mous: readonly Mou[];
}

/** Never an old one: each call asks whether anything has changed. */
export interface CatalogueReader {
  readonly state: () => Promise<CatalogueState>;
}

/** One act and what it writes, together or not at all. */
export interface CatalogueChange {
  readonly act: CatalogueAct;
  readonly measures?: readonly Measure[];
  readonly mou?: Mou;
  /** Tells the worker that ends measures where they are applied. */
  readonly ending?: EndingDue;
  readonly request?: RecordedRequest | undefined;
}

export interface CatalogueRegister extends CatalogueReader {
  /** Written where the catalogue is still at the revision before the act's. */
  readonly write: (change: CatalogueChange) => Promise<"written" | "conflict" | "requestSeen">;
  /** The acts on one measure or memorandum, oldest first. */
  readonly history: (about: CatalogueAct["about"]) => Promise<readonly CatalogueAct[]>;
}

/** Which ended versions have been taken from every entry of a shard, for good. */
export interface EndingLog {
  readonly settled: () => Promise<ReadonlyMap<number, ReadonlySet<string>>>;
  readonly settle: (shard: number, versions: readonly string[]) => Promise<void>;
}

export interface EndingQueue {
  readonly send: (messages: readonly EndingDue[]) => Promise<void>;
}
