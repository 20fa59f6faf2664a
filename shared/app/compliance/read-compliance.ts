import {
  type CityTotals,
  type Indicator,
  indicatorsOf,
  noTotals,
  type Targets,
  withAgency,
} from "../../domain/compliance/indicators.ts";
import { type Figures, figuresOf } from "../../domain/compliance/figures.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { type LocalDate, shanghaiDate } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { AgencyNames, FigureReader } from "../../ports/figures.ts";

export interface ReadComplianceDeps {
  readonly figures: FigureReader;
  readonly names: AgencyNames;
  readonly targetsOn: (day: LocalDate) => Targets;
  readonly now: () => Date;
}

/** One agency's figures of a month, as they stand now. */
export interface Compliance extends Figures {
  readonly agencyId: string;
  readonly name: string;
  readonly month: string;
  /** The share of compliant rows that is aimed at (E 二(三)). */
  readonly target: number;
  readonly targetReached: boolean | null;
}

export interface CompliancePage {
  readonly items: readonly Compliance[];
  readonly next: string | null;
}

const notYours = refusal("compliance.notYours", "仅可查看本单位的指标 / an agency sees its own figures");
const unknown = refusal("agency.unknown", "没有该单位 / no such agency");

/** The month asked for, this one when none is. */
export const monthAsked = (deps: Pick<ReadComplianceDeps, "now">, month: string | undefined): string =>
  month ?? shanghaiDate(deps.now()).slice(0, 7);

/**
 * One agency's figures: for itself and the office. An agency of which nothing was counted has figures of nought. Refuses
 * another agency's, and the office one that is not registered.
 */
export const readCompliance = async (
  deps: ReadComplianceDeps,
  agencyId: string,
  month: string,
  caller: Caller,
): Promise<Result<Compliance, Refusal>> => {
  if (agencyId !== caller.agencyId && !caller.roles.includes("office")) return refused(notYours);
  const own = agencyId === caller.agencyId;
  const [counted, names] = await Promise.all([
    deps.figures.ofAgency(agencyId, month),
    own ? new Map([[agencyId, caller.name]]) : deps.names.named([agencyId]),
  ]);
  if (!names.has(agencyId)) return refused(unknown);
  return accepted(complianceOf(deps, { agencyId, ...counted }, month, names));
};

/** The figures of a month, a page at a time: the office's of all agencies of which something was counted, an agency's its own. */
export const listCompliance = async (
  deps: ReadComplianceDeps,
  query: { readonly month: string; readonly limit: number; readonly cursor?: string | undefined },
  caller: Caller,
): Promise<Result<CompliancePage, Refusal>> => {
  if (!caller.roles.includes("office")) {
    const own = await readCompliance(deps, caller.agencyId, query.month, caller);
    return own.ok ? accepted({ items: [own.value], next: null }) : own;
  }
  const { items, next } = await deps.figures.ofMonth(query.month, query);
  const names = await deps.names.named(items.map(({ agencyId }) => agencyId));
  return accepted({ items: items.map((counted) => complianceOf(deps, counted, query.month, names)), next });
};

/** Agencies to a look, when all of them are wanted. */
const allAtOnce = 100;

/** The figures of a month of everybody whom the caller may see. */
export const allCompliance = async (
  deps: ReadComplianceDeps,
  month: string,
  caller: Caller,
): Promise<Result<readonly Compliance[], Refusal>> => {
  const all: Compliance[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCompliance(deps, { month, limit: allAtOnce, cursor }, caller);
    if (!page.ok) return page;
    all.push(...page.value.items);
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined);
  return accepted(all);
};

/** The city's main indicators (E 二(三)) with what a month's figures and all that was collected give of them; for the office. */
export const readIndicators = async (
  deps: ReadComplianceDeps,
  month: string,
  caller: Caller,
): Promise<Result<readonly Indicator[], Refusal>> => {
  if (!caller.roles.includes("office")) return refused(notYours);
  let totals: CityTotals = noTotals;
  let cursor: string | undefined;
  do {
    const { items, next } = await deps.figures.ofMonth(month, { limit: allAtOnce, cursor });
    totals = items.reduce(withAgency, totals);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return accepted(indicatorsOf(totals, deps.targetsOn(shanghaiDate(deps.now()))));
};

const complianceOf = (
  deps: ReadComplianceDeps,
  { agencyId, ...counted }: { readonly agencyId: string } & Parameters<typeof figuresOf>[0],
  month: string,
  names: ReadonlyMap<string, string>,
): Compliance => {
  const today = shanghaiDate(deps.now());
  const figures = figuresOf(counted, today);
  const target = deps.targetsOn(today).complianceRate;
  const rate = figures.dualPublicity.complianceRate;
  return {
    agencyId,
    name: names.get(agencyId) ?? agencyId,
    month,
    target,
    targetReached: rate === null ? null : rate >= target,
    ...figures,
  };
};
