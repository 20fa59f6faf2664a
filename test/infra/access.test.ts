import { describe, expect, test } from "vitest";
import { functions, type FunctionSpec } from "../../infra/stacks/functions.ts";
import { contexts, ofType, references, statements, strings, synthesize } from "./template.ts";

/** What ends in a wildcard because object names are made at run time; nothing else may. */
const prefixes = ["/uploads/*", "/chunks/*", "/evidence/*"];

describe.each(Object.entries(contexts))("rights on %s", (_partition, context) => {
  const template = synthesize(context);
  const rights = statements(template);

  test("there are rights to look at", () => {
    expect(rights.length).toBeGreaterThan(30);
  });

  test("no action has a wildcard", () => {
    expect(rights.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("no resource has a wildcard but the three prefixes of the buckets", () => {
    const wild = rights
      .flatMap(({ resources }) => strings(resources))
      .map(({ text }) => text)
      .filter((text) => text.includes("*"));
    expect([...new Set(wild)].sort()).toEqual([...prefixes].sort());
  });

  test("no role has a policy that AWS or somebody else maintains", () => {
    const managed = ofType(template, "AWS::IAM::Role").filter(
      ([, { Properties }]) => "ManagedPolicyArns" in Properties,
    );
    expect(managed).toEqual([]);
  });

  test("one function opens a person's number and one moves the index; nobody else decrypts, nobody else writes the pepper", () => {
    const roles = (action: string, resource: string) =>
      rights
        .filter((right) => right.actions.includes(action) && references(right.resources).includes(resource))
        .map(({ role }) => role.replace(/[0-9A-F]{8}$/, ""))
        .sort();
    expect(roles("kms:Decrypt", "PersonKey")).toEqual(["DiscloseIdentityRole", "RotatePepperRole"]);
    expect(roles("kms:Encrypt", "PersonKey")).toEqual(["AdmitDisclosuresRole", "AdmitRowsRole", "SubmitEntriesRole"]);
    expect(roles("secretsmanager:PutSecretValue", "Pepper")).toEqual(["RotatePepperRole"]);
    // Whoever reads the register of purposes cannot add to it, and whoever adds cannot read it.
    expect(roles("dynamodb:Query", "PersonalReads")).toEqual([
      "ReadOwnStandingRole",
      "ReadPersonalReadsRole",
      "ReadPersonalReadsRole",
    ]);
    expect(roles("dynamodb:BatchWriteItem", "PersonalReads")).toEqual([
      "DiscloseIdentityRole",
      "ExplainEntriesRole",
      "FindPersonsRole",
      "KeepEvidenceRole",
      "ManageDisclosuresRole",
      "ReadEntriesRole",
      "ReadSubjectsRole",
      "ScreenSubjectsRole",
    ]);
  });

  test("two functions alone touch evidence: one keeps and reads it, one drops what nobody cites", () => {
    const evidence = rights.filter(
      ({ actions, resources }) =>
        actions.some((each) => each.startsWith("s3:")) && references(resources).includes("Evidence"),
    );
    expect(
      evidence.map(({ role, actions }) => `${role.replace(/[0-9A-F]{8}$/, "")} ${actions.join("+")}`).sort(),
    ).toEqual([
      "KeepEvidenceRole s3:GetObject+s3:PutObject",
      "KeepEvidenceRole s3:ListBucket",
      "SweepFilesRole s3:DeleteObject",
    ]);
  });

  test("every function has a role of its own", () => {
    const roles = ofType(template, "AWS::Lambda::Function").map(
      ([, { Properties }]) => references(Properties["Role"])[0],
    );
    expect(new Set(roles).size).toBe(roles.length);
  });

  test("every function writes to a log group of its own, and may write nowhere else", () => {
    const functionResources = ofType(template, "AWS::Lambda::Function");
    const groups = functionResources.map(([, { Properties }]) => {
      const role = references(Properties["Role"])[0];
      const group = references(Properties["LoggingConfig"])[0];
      const logs = rights.filter((right) => right.role === role && right.actions.some((a) => a.startsWith("logs:")));
      expect(logs.flatMap(({ resources }) => references(resources))).toEqual([group]);
      return group;
    });
    expect(new Set(groups).size).toBe(groups.length);
  });

  test.each(Object.entries<FunctionSpec>(functions))(
    "%s may touch what its environment names, and nothing more",
    (name) => {
      const found = ofType(template, "AWS::Lambda::Function").find(
        ([, { Properties }]) => Properties["Description"] === name,
      );
      const { Environment, Role } = found?.[1].Properties ?? {};
      const named = new Set(
        references(Environment).filter((id) => !id.startsWith("AWS::") && !id.startsWith("Tokens")),
      );
      const role = references(Role)[0];
      const sources = new Set(
        ofType(template, "AWS::Lambda::EventSourceMapping")
          .filter(([, { Properties }]) => references(Properties["FunctionName"])[0] === found?.[0])
          .flatMap(([, { Properties }]) => references([Properties["EventSourceArn"], Properties["DestinationConfig"]])),
      );
      const touched = new Set(
        rights
          .filter((right) => right.role === role && !right.actions.some((action) => action.startsWith("logs:")))
          .flatMap(({ resources }) => references(resources)),
      );
      // What it reads from only because it is woken by it, its environment need not name.
      expect([...touched].filter((id) => named.has(id) || !sources.has(id)).sort()).toEqual([...named].sort());
    },
  );
});

test("whoever writes a standing may read what a merger brought it, and take away its copies under further names (ADR 3, 23)", () => {
  // A standing is written with its decision; the rotation of the pepper writes what stands beside it.
  // Measures that end and clocks that move take no name from a standing: those writers have nothing to take away. Whoever takes
  // acts in writes persons, and applications for repair, never a standing.
  const writers = Object.entries<FunctionSpec>(functions).filter(
    ([name, { may }]) =>
      may.tables?.Subjects?.includes("PutItem") &&
      may.tables.Lists?.includes("PutItem") &&
      !["end-measures", "move-clocks", "admit-disclosures"].includes(name),
  );
  expect(writers.length).toBeGreaterThan(2);
  for (const [, { may }] of writers)
    expect(may.tables?.Subjects).toEqual(expect.arrayContaining(["BatchGetItem", "DeleteItem"]));
});
