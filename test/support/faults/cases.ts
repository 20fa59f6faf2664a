import type { AwsCall } from "./aws-call.ts";
import { faults } from "./faults.ts";
import type { Plan } from "./wire.ts";

export interface Case extends Plan {
  readonly words: string;
  /**
   * Whether the call comes in every run. Work done side by side reads the catalogue as often as it happens to find it not
   * read yet; whatever is read once and whatever is written comes for certain.
   */
  readonly certain: boolean;
}

const reads = ({ operation }: AwsCall): boolean => /^(Get|BatchGet|Head|List|Query|Decrypt)/.test(operation);

/** Every call of a clean run, each with everything that can befall it. */
export const allCases = (calls: readonly AwsCall[]): readonly Case[] => {
  const seen = new Map<string, number>();
  return calls.flatMap((call) => {
    const nth = seen.get(call.kind) ?? 0;
    seen.set(call.kind, nth + 1);
    return faults
      .filter((fault) => fault.fits(call))
      .flatMap((fault) =>
        (fault.canLast ? [false, true] : [false]).map((lasts) => ({
          kind: call.kind,
          nth,
          fault,
          lasts,
          certain: nth === 0 || !reads(call),
          words: `${call.kind}, no. ${nth + 1}: ${fault.name}${lasts ? ", and so on" : ""}`,
        })),
      );
  });
};

/**
 * Those of them that are worth their time in `npm test`. Of calls of a kind that write the first and the last are tried, of
 * those that read the first. What befalls a read is tried on one path of the function (`tried` knows which were); but that
 * others get ahead of it, on every path that writes more than once: who gets ahead of an only write gets ahead of all reads.
 */
export const shortCases = (calls: readonly AwsCall[], tried: Set<string>): readonly Case[] => {
  const reading = new Set(calls.filter(reads).map(({ kind }) => kind));
  const inSteps = calls.filter((call) => !reads(call)).length > 1;
  return allCases(calls).filter(({ kind, nth, fault, lasts }) => {
    const isRead = reading.has(kind);
    if (!fault.inShort.includes(`${isRead ? "reads" : "writes"}${lasts ? ", lasting" : ""}`)) return false;
    if (!isRead) return nth === 0 || nth === calls.filter((call) => call.kind === kind).length - 1;
    if (nth > 0) return false;
    if (fault.name.startsWith("raced")) return inSteps;
    const known = tried.has(`${kind} ${fault.name}`);
    tried.add(`${kind} ${fault.name}`);
    return !known;
  });
};
