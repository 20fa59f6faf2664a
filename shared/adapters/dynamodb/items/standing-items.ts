import { nameKeyOf, shownOn, type Standing, usccIdentifier } from "../../../domain/subject/standing.ts";

/**
 * Of more spellings of one subject's name than this the searcher has to know the code: a transaction holds 100 items, of which
 * 40 ended entries with their exit notices take 80, and each name may be one to write and one to take away.
 */
const mostFurtherNames = 6;

/**
 * The standing as stored. It can be searched while something of it is published, under the name of each published entry and
 * every name that the register gave it: authorities spell differently, and a new name is no way off a list. The item itself
 * has one of the names, copies of it have the others, and others again stand under the codes that it bore before, so that
 * every look-up stays one request (ADR 3, ADR 23). `dropped` are copies that lead nowhere any more. `movedFrom` is the
 * identifier that it had until this decision, where that is another.
 */
export const standingItems = (
  standing: Standing,
  movedFrom?: string,
): {
  readonly item: Record<string, unknown>;
  readonly names: readonly Record<string, unknown>[];
  readonly codes: readonly Record<string, unknown>[];
  readonly dropped: readonly string[];
} => {
  const { filedUnder = [], inherited: _, ...rest } = standing;
  const { identifier } = standing;
  const names = [...new Set(namesOf(standing).map(nameKeyOf))];
  const own = nameKeyOf(standing.name);
  const nameKey = names.includes(own) ? own : names[0];
  const further = names.filter((name) => name !== nameKey).slice(0, mostFurtherNames);
  const whole = { ...rest, ...(further.length > 0 ? { filedUnder: further } : {}) };
  const copy = (at: string) => ({ ...whole, identifier: at, copyOf: identifier });
  return {
    item: { ...whole, ...(nameKey === undefined ? {} : { nameKey }) },
    names: further.map((name) => ({ ...copy(copyKey(name, identifier)), nameKey: name })),
    codes: (standing.formerUsccs ?? [])
      .map(usccIdentifier)
      .filter((former) => former !== identifier)
      .map(copy),
    dropped:
      movedFrom === undefined
        ? filedUnder.filter((name) => !further.includes(name)).map((name) => copyKey(name, identifier))
        : filedUnder.map((name) => copyKey(name, movedFrom)),
  };
};

const namesOf = ({ kind, name, entries, formerNames = [], predecessors }: Standing): readonly string[] => {
  if (kind === "person") return [];
  const shown = entries.filter((entry) => shownOn(entry, entry.validTo));
  // What it took over is found under its name, however little it is listed for itself.
  if (shown.length === 0 && !predecessors) return [];
  const registered = formerNames.length > 0 || predecessors ? [name, ...formerNames] : [];
  return [...registered, ...shown.map((entry) => entry.name)];
};

const copyKey = (nameKey: string, identifier: string): string => `name:${nameKey}#${identifier}`;
