import { closeEdition } from "../../../../shared/http/routes/editions.ts";
import * as subjects from "../../../../shared/http/routes/subjects.ts";
import type { Entry } from "../../../../shared/domain/entry/entry.ts";
import { agenciesIn, authority, idNo, listed, office, otherName } from "../given.ts";
import { disclosed } from "../given-disclosures.ts";
import { forAReview, personListed } from "../given-persons.ts";
import { both, document, elsewhere, importedElsewhere, merged, shown } from "../given-subjects.ts";
import type { HttpCall, Scenario } from "../scenario.ts";
import { onPerson } from "../../disclosures.ts";
import { listing, usccNo } from "../../house.ts";
import type { World } from "../world.ts";

/** Something asked of a subject as it was brought that far. */
const asking = (
  of: Scenario["of"],
  name: string,
  before: (world: World) => Promise<Entry>,
  request: (subjectId: string) => HttpCall,
): Scenario => ({
  of,
  name,
  given: async (world) => {
    await agenciesIn(world);
    const { subjectId } = await before(world);
    return { kind: "request", request: request(subjectId) };
  },
});

const reading = (name: string, call: Omit<HttpCall, "as" | "params">): Scenario =>
  asking(
    "read-subjects",
    name,
    (world) => listed(world, 1),
    (subjectId) => ({ ...call, as: office, params: { subjectId } }),
  );

const changing = (name: string, before: (world: World) => Promise<Entry>, change: object): Scenario =>
  asking("change-subjects", name, before, (subjectId) => ({
    route: subjects.changeSubject,
    as: office,
    params: { subjectId },
    body: { ...change, ...document },
  }));

/** What is asked about subjects, and what becomes of them. */
export const subjectsAndChanges: readonly Scenario[] = [
  reading("where a subject stands", { route: subjects.getSubject }),
  reading("where it stood", { route: subjects.getSubject, query: { asOf: "2026-11-23T09:00:00+08:00" } }),
  reading("its history", { route: subjects.getSubjectHistory }),
  asking(
    "read-subjects",
    "its history, for one of its authorities",
    (world) => listed(world, 1),
    (subjectId) => ({
      route: subjects.getSubjectHistory,
      as: authority,
      params: { subjectId },
    }),
  ),
  asking("read-subjects", "where a subject stands that another went into", merged, (subjectId) => ({
    route: subjects.getSubject,
    as: office,
    params: { subjectId },
  })),
  ...[
    { name: "where a person stands", route: subjects.getSubject, as: office },
    { name: "a person's history, for one of its authorities", route: subjects.getSubjectHistory, as: authority },
  ].map(({ name, route, as }) =>
    asking(
      "read-subjects",
      name,
      (world) => personListed(world, 1),
      (subjectId) => ({
        route,
        as,
        params: { subjectId },
        headers: forAReview,
      }),
    ),
  ),
  changing("a new name", (world) => listed(world, 1), { kind: "renamed", name: "衡川市新名制造有限公司" }),
  changing("a new name of a subject that another went into", merged, {
    kind: "renamed",
    name: "衡川市新名制造有限公司",
  }),
  changing("a name that it has", (world) => listed(world, 1), { kind: "renamed", name: "衡川市第1制造有限公司" }),
  changing("a new code", (world) => listed(world, 1), { kind: "newUscc", uscc: usccNo(900) }),
  changing(
    "a new code of a subject with two names",
    async (world) => {
      await listed(world, 1);
      return listed(world, 1, otherName);
    },
    { kind: "newUscc", uscc: usccNo(900) },
  ),
  changing("a dissolution", (world) => listed(world, 1), { kind: "dissolved" }),
  changing("a death, while a proposal is shown to the public", shown, { kind: "died" }),
  {
    of: "change-subjects",
    name: "the death of somebody who is known by a penalty alone",
    given: async (world) => {
      await agenciesIn(world);
      await disclosed(world, 1, onPerson(1));
      const params = { subjectId: idNo("sbj", 1) };
      const body = { kind: "died", ...document };
      return { kind: "request", request: { route: subjects.changeSubject, as: office, params, body } };
    },
  },
  {
    of: "change-subjects",
    name: "an edition of a list kept elsewhere that left an entry out",
    given: async (world) => {
      await agenciesIn(world);
      const known = elsewhere(listing(1).subject);
      await importedElsewhere(world, known);
      const { list, source, owner } = known;
      const body = { list, source, owner, edition: "2026-11-22", total: 0, ends: 1, officer: "王芳" };
      return { kind: "request", request: { route: closeEdition, as: office, body } };
    },
  },
  asking("change-subjects", "a merger of a black subject into a red one", both, (subjectId) => ({
    route: subjects.changeSubject,
    as: office,
    params: { subjectId },
    body: { kind: "merged", into: idNo("sbj", 2), ...document },
  })),
];
