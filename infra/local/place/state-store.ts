import { DatabaseSync } from "node:sqlite";
import { StartRefused } from "./start-refused.ts";

/**
 * What the host itself must remember: clock, checkpoints, last firings, keys, ports. One SQLite file in WAL mode: a
 * write costs some 15 µs and survives SIGKILL; after a power cut a checkpoint may be older than the work done, and then
 * the work is done again.
 */
export interface StateStore {
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): void;
  /** The stored value, or else the one made now and stored. */
  once<T>(key: string, make: () => T): T;
  close(): void;
}

/** Opens the store; refuses a file that is damaged or is no database. */
export const openStateStore = (file: string): StateStore => {
  const db = openDatabase(file);
  const read = db.prepare("SELECT value FROM state WHERE key = ?");
  const write = db.prepare("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)");
  const get = <T>(key: string): T | undefined => {
    const row = read.get(key);
    return row === undefined ? undefined : (JSON.parse(String(row["value"])) as T);
  };
  const set = (key: string, value: unknown): void => void write.run(key, JSON.stringify(value));
  return {
    get,
    set,
    once: (key, make) => {
      const kept = get<ReturnType<typeof make>>(key);
      if (kept !== undefined) return kept;
      const made = make();
      set(key, made);
      return made;
    },
    close: () => db.close(),
  };
};

const openDatabase = (file: string): DatabaseSync => {
  try {
    const db = new DatabaseSync(file);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    db.exec("CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
    return db;
  } catch (problem) {
    throw new StartRefused(
      `${file} is damaged (${(problem as Error).message}): put a sound copy of the data folder there, or start with --fresh, which erases it`,
    );
  }
};
