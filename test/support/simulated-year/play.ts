import { expect } from "vitest";
import { arranged, arranged2027, type Day, plus, workedAfter } from "./working-days.ts";
import type { Client, Reply } from "../host.ts";
import { listing } from "../house.ts";
import type { Row } from "../disclosures.ts";
import { fileOf, type Format, formats, rowOf, spoilt } from "./files.ts";
import { Ledger } from "./ledger.ts";
import { type ActKind, type Chance, chanceFrom, type Decision, type Listing, type YearPlan } from "./plan.ts";

/** A row of a file, the answer that it must get, and what follows once it got it. */
interface SentRow {
  readonly row: Row | object;
  readonly outcome: "accepted" | "rejected" | "duplicate";
  readonly error?: { readonly field: string; readonly code: string };
  readonly then: (id: string) => void;
}
interface SentFile {
  readonly agency: string;
  readonly kind: ActKind | "feedback" | "listEntries";
  readonly format: Format;
  readonly rows: SentRow[];
}
/** What an implementing agency will do about a trigger. */
interface Promised {
  readonly triggerId: string;
  readonly agency: string;
}

/** Does things side by side, a few at a time. */
const inLanes = async <T>(items: readonly T[], act: (item: T) => Promise<void>, lanes = 4): Promise<void> => {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

const add = <K, T>(map: Map<K, T[]>, key: K | undefined, item: T): void => {
  if (key === undefined) return;
  const known = map.get(key);
  if (known) known.push(item);
  else map.set(key, [item]);
};
const grouped = <T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const item of items) add(map, keyOf(item), item);
  return map;
};

/** Few answers are given one by one, many in a file. */
const inFile = (answers: readonly Promised[]): boolean => answers.length > 3;

/** The hour at which offices do their day's work: no sweep runs in the half hour after it. */
const work = (day: Day): string => `${day}T09:08:00+08:00`;

/** Plays a year as it was planned, and keeps the ledger of what was done. Everything that is answered is looked at. */
export class YearPlay {
  readonly ledger = new Ledger();
  /** Entries that were reported in the act of their determination: a duty that was done in time never ran. */
  readonly reportedAtOnce: string[] = [];
  readonly #plan: YearPlan;
  readonly #xinheng: Client;
  readonly #luck: Chance;
  readonly #rearrangeOn: Day | undefined;
  readonly #idOf = new Map<number, string>();
  readonly #entryOf = new Map<number, string>();
  readonly #acknowledgements = new Map<Day, Promised[]>();
  readonly #answers = new Map<Day, Promised[]>();
  #files = 0;

  constructor(plan: YearPlan, xinheng: Client) {
    this.#plan = plan;
    this.#xinheng = xinheng;
    this.#luck = chanceFrom(7);
    this.#rearrangeOn = plan.days.find((day) => day > "2027");
  }

  /** Plays it day by day; the last night ends with the working hour of the day after the last. */
  async run(said: (line: string) => void = () => undefined): Promise<void> {
    const { acts, listings, days } = this.#plan;
    const first = grouped(acts, ({ sentOn }) => sentOn);
    const mended = grouped(acts, ({ refused }) => refused?.mendedOn);
    const again = grouped(acts, (act) => act.again?.on);
    const published = grouped(acts, ({ publication }) => publication?.reportedOn);
    const listed = grouped(listings, ({ sentOn }) => sentOn);
    const reported = grouped(listings, (each) => (each.by === "unreported" ? each.reportedOn : undefined));
    let before: Day | undefined;
    for (const [place, day] of days.entries()) {
      const moved = await this.#xinheng.advanceTo(work(day));
      expect(moved.body, day).not.toHaveProperty("idle");
      if (before !== undefined) this.ledger.passed(before, day);
      before = day;
      if (day === this.#rearrangeOn) await this.#rearrange(day);
      const files = new Map<string, SentFile>();
      for (const act of first.get(day) ?? []) this.#row(files, act, this.#first(act, day));
      for (const act of mended.get(day) ?? []) this.#row(files, act, this.#taken(act, day));
      for (const act of again.get(day) ?? []) this.#row(files, act, this.#again(act, day));
      for (const each of listed.get(day) ?? []) if (each.by === "file") this.#listedInFile(files, each, day);
      const answers = grouped(this.#answers.get(day) ?? [], ({ agency }) => agency);
      const [many, few] = [[...answers.values()].filter(inFile), [...answers.values()].filter((each) => !inFile(each))];
      for (const answer of many.flat()) this.#answeredInFile(files, answer, day);
      await this.#send([...files.values()]);
      const fresh: string[] = [];
      await inLanes(listed.get(day) ?? [], async (each) => {
        if (each.by === "unreported") await this.#unreported(each);
        else fresh.push(this.#entryOf.get(each.n) ?? "");
      });
      await inLanes(reported.get(day) ?? [], async (each) => {
        fresh.push(await this.#report(each, day));
      });
      await inLanes(published.get(day) ?? [], (act) => this.#publish(act));
      await inLanes(this.#acknowledgements.get(day) ?? [], (each) => this.#acknowledge(each, day));
      await inLanes(few.flat(), (each) => this.#answer(each, day));
      if (fresh.length > 0) await this.#drain();
      for (const entryId of fresh.toSorted()) await this.#asked(entryId, day);
      if (!days[place + 1]?.startsWith(day.slice(0, 7)))
        said(`${day}: ${this.ledger.acts.size} acts, ${this.#files} files`);
    }
    const end = plus(before ?? "", 1);
    await this.#xinheng.advanceTo(work(end));
    if (before !== undefined) this.ledger.passed(before, end);
    await this.#drain();
  }

  /** The new year's arrangement arrives when clocks have run into the year on plain weeks. */
  async #rearrange(day: Day): Promise<void> {
    const sources = ["https://www.gov.cn/zhengce/zhengceku/2027.htm"];
    const body = { arrangement: { sources, ...arranged2027 }, officer: "王芳" };
    good(await this.#xinheng.put("/v1/calendar/2027", { as: "credit-office", body }));
    await this.#drain();
    this.ledger.rearranged(arranged, day);
  }

  async #drain(): Promise<void> {
    for (let status = 0; status !== 200;) status = (await this.#xinheng.drain()).status;
  }

  #row(files: Map<string, SentFile>, { agency, kind }: Pick<Decision, "agency" | "kind">, sent: SentRow): void {
    this.#into(files, agency, kind).rows.push(sent);
  }

  #into(files: Map<string, SentFile>, agency: string, kind: SentFile["kind"]): SentFile {
    const known = files.get(`${agency} ${kind}`);
    if (known) return known;
    const format = kind === "listEntries" ? "json" : this.#luck.pick(formats);
    const file: SentFile = { agency, kind, format, rows: [] };
    files.set(`${agency} ${kind}`, file);
    return file;
  }

  #first(act: Decision, day: Day): SentRow {
    if (!act.refused) return this.#taken(act, day);
    const { row, field, code } = spoilt(rowOf(this.#plan, act, act), act, act.refused.fault);
    const then = () => void this.ledger.refusals.push({ agency: act.agency, kind: act.kind, on: day });
    return { row, outcome: "rejected", error: { field, code }, then };
  }

  #taken(act: Decision, day: Day): SentRow {
    const { agency, decidedOn, kind } = act;
    return {
      row: rowOf(this.#plan, act, act),
      outcome: "accepted",
      then: (id) => {
        this.#idOf.set(act.n, id);
        this.ledger.took({ id, agency, decidedOn, takenOn: day, kind });
      },
    };
  }

  /** The same decision once more: nothing new, other words, or another day. */
  #again(act: Decision, day: Day): SentRow {
    const { how = "same", decidedOn = "" } = act.again ?? {};
    const moved = decidedOn !== act.decidedOn;
    const row = rowOf(this.#plan, act, { decidedOn, ...(how === "words" ? { words: "(更正)" } : {}) });
    return {
      row,
      outcome: how === "words" || moved ? "accepted" : "duplicate",
      then: (id) => {
        expect(id).toBe(this.#idOf.get(act.n));
        if (moved || how === "words") this.ledger.corrected(id, decidedOn, day);
      },
    };
  }

  #listedInFile(files: Map<string, SentFile>, each: Listing, day: Day): void {
    this.#into(files, each.agency, "listEntries").rows.push({
      row: listingOf(each),
      outcome: "accepted",
      then: (id) => {
        this.#entryOf.set(each.n, id);
        this.reportedAtOnce.push(id);
        this.ledger.determined(id, each.agency, each.determinedOn);
        this.ledger.reported(id, day);
      },
    });
  }

  #answeredInFile(files: Map<string, SentFile>, { triggerId, agency }: Promised, day: Day): void {
    this.#into(files, agency, "feedback").rows.push({
      row: { triggerId, outcome: "applied", on: day },
      outcome: "accepted",
      then: () => {
        this.ledger.answered(triggerId, day);
      },
    });
  }

  async #send(files: readonly SentFile[]): Promise<void> {
    const sent: { readonly file: SentFile; readonly id: string }[] = [];
    await inLanes(files, async (file) => {
      const { query, contentType, bytes } = await fileOf(
        file.rows.map(({ row }) => row as Row),
        file.format,
      );
      const path = `/v1/submissions?kind=${file.kind}${query}`;
      const answer = await this.#xinheng.post(path, { as: file.agency, contentType, bytes });
      expect(answer.status, JSON.stringify(answer.body)).toBe(202);
      sent.push({ file, id: answer.body.submissionId as string });
    });
    this.#files += files.length;
    if (files.length > 0) await this.#drain();
    for (const { file, id } of sent) await this.#check(file, id);
  }

  /** Every row has the answer that it must get. */
  async #check({ agency, kind, format, rows }: SentFile, submissionId: string): Promise<void> {
    const path = `/v1/submissions/${submissionId}`;
    const results = (await this.#xinheng.all(`${path}/results?limit=200`, { as: agency })) as {
      readonly outcome: string;
      readonly id?: string;
      readonly errors?: readonly { readonly field: string; readonly code: string }[];
    }[];
    const about = `${kind} ${format} of ${agency}: ${JSON.stringify(results).slice(0, 2_000)}`;
    expect(
      results.map(({ outcome }) => outcome),
      about,
    ).toEqual(rows.map(({ outcome }) => outcome));
    for (const [place, { error, then }] of rows.entries()) {
      const result = results[place];
      if (error) expect(result?.errors, about).toMatchObject([error]);
      then(result?.id ?? "");
    }
  }

  async #unreported(each: Listing): Promise<void> {
    const { body, status } = await this.#xinheng.post("/v1/entries", {
      as: each.agency,
      body: { ...listingOf(each), report: false },
    });
    expect(status, JSON.stringify(body)).toBe(201);
    this.#entryOf.set(each.n, body.entryId as string);
    this.ledger.determined(body.entryId as string, each.agency, each.determinedOn);
  }

  async #report(each: Listing, day: Day): Promise<string> {
    const entryId = this.#entryOf.get(each.n) ?? "";
    const done = await this.#xinheng.post(`/v1/entries/${entryId}/report`, {
      as: each.agency,
      body: { officer: "经办人甲" },
      headers: { "if-match": "*" },
    });
    good(done);
    this.ledger.reported(entryId, day);
    return entryId;
  }

  async #publish({ n, agency, publication }: Decision): Promise<void> {
    const id = this.#idOf.get(n) ?? "";
    const publishedOn = publication?.publishedOn ?? "";
    const body = { publishedOn, address: `https://${agency}.hengchuan.example/${n}` };
    good(await this.#xinheng.post(`/v1/disclosures/${id}/publication`, { as: agency, body }));
    this.ledger.published(id, publishedOn);
  }

  async #acknowledge({ triggerId, agency }: Promised, day: Day): Promise<void> {
    good(await this.#xinheng.post(`/v1/triggers/${triggerId}/acknowledgement`, { as: agency, body: {} }));
    this.ledger.acknowledged(triggerId, day);
  }

  async #answer({ triggerId, agency }: Promised, day: Day): Promise<void> {
    const body = { outcome: "applied", on: day };
    good(await this.#xinheng.post(`/v1/triggers/${triggerId}/feedback`, { as: agency, body }));
    this.ledger.answered(triggerId, day);
  }

  /** What a published entry asks of whom: the platform says it, and each agency decides when it will answer. */
  async #asked(entryId: string, day: Day): Promise<void> {
    const { chance, between } = this.#luck;
    const listed = (await this.#xinheng.all(`/v1/triggers?entry=${entryId}&limit=200`, {
      as: "credit-office",
    })) as { readonly triggerId: string; readonly agencyId: string }[];
    const asked = listed.map(({ triggerId, agencyId: agency }) => ({ triggerId, agency }));
    expect(asked.length).toBeGreaterThan(0);
    const played = new Set(this.#plan.authorities.map(({ agencyId }) => agencyId));
    for (const trigger of asked.toSorted((a, b) => (a.triggerId < b.triggerId ? -1 : 1))) {
      this.ledger.asked(trigger.triggerId, trigger.agency, day);
      const mood = chance();
      if (mood > 0.95 || !played.has(trigger.agency)) continue;
      const after = (low: number, high: number): Day => workedAfter(day, between(low, high));
      const noted = mood < 0.15 ? after(1, 6) : day;
      if (mood < 0.15) add(this.#acknowledgements, noted, trigger);
      const answered = mood < 0.8 ? workedAfter(noted, between(1, 3)) : workedAfter(noted, between(4, 18));
      add(this.#answers, answered, trigger);
    }
  }
}

const good = ({ status, body }: Reply): void => {
  expect(status, JSON.stringify(body)).toBe(200);
};

/** A listing that passes every rule on the day on which it is sent. */
const listingOf = ({ n, determinedOn }: Listing): object => {
  const base = listing(n);
  const decidedOn = plus(determinedOn, -16);
  return {
    ...base,
    basis: { ...base.basis, decidedOn },
    determinedOn,
    validTo: `2028${plus(determinedOn, -1).slice(4)}`,
  };
};
