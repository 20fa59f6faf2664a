import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { functions, type FunctionSpec } from "../../infra/stacks/functions.ts";
import { localOnly } from "../../infra/stacks/grants.ts";
import { contexts, ofType, synthesize, type Template } from "./template.ts";

const template = synthesize();
const deployed = ofType(template, "AWS::Lambda::Function");
const one = (name: string) => {
  const found = deployed.find(([, { Properties }]) => Properties["Description"] === name);
  if (found === undefined) throw new Error(`${name} is not deployed`);
  return found[1].Properties;
};

/** Stands in for what CloudFormation would put there. */
const resolved = (value: unknown, { Resources }: Template): string => {
  if (typeof value === "string") return value;
  const { Ref: id } = value as { Ref: string };
  return Resources[id]?.Type === "AWS::SQS::Queue" ? `https://sqs.example.com/000000000000/${id}` : `deployed-${id}`;
};

test("every folder under functions/ is deployed, and nothing else", () => {
  const folders = readdirSync("functions", { withFileTypes: true }).filter((item) => item.isDirectory());
  expect(deployed.map(([, { Properties }]) => Properties["Description"]).sort()).toEqual(
    folders.map(({ name }) => name).sort(),
  );
});

describe.each(Object.entries<FunctionSpec>(functions))("%s", (name, { env }) => {
  const { Environment, ...properties } = one(name);
  const { Variables } = Environment as { Variables: Record<string, unknown> };

  test("runs on Node 24, arm64, with limits and JSON logs", () => {
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      LoggingConfig: { LogFormat: "JSON" },
    });
    expect(properties["Timeout"]).toBeLessThanOrEqual(300);
    expect(properties["MemorySize"]).toBeGreaterThanOrEqual(256);
    expect(properties["MemorySize"]).toBeLessThanOrEqual(name === "split-submission" ? 1769 : 1024);
  });

  test("finds in its environment what its schema asks for", () => {
    const environment = Object.fromEntries(
      Object.entries(Variables).map(([key, value]) => [key, resolved(value, template)]),
    );
    expect(env.safeParse(environment)).toMatchObject({ success: true });
  });

  test("is named in its logs and metrics", () => {
    expect(Variables).toMatchObject({ POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: "Xinheng" });
  });
});

test("what the local host alone sets stands in no template, on either partition, and a function does without it", () => {
  expect([...localOnly]).toEqual(["LOOPBACK_WEBHOOKS", "AWS_ENDPOINT_URL_S3"]);
  for (const context of Object.values(contexts))
    expect(JSON.stringify(synthesize(context))).not.toMatch(/loopback|AWS_ENDPOINT_URL/i);
  const asking = Object.entries<FunctionSpec>(functions).filter(([, { env }]) =>
    Object.keys(env.shape).some((key) => localOnly.has(key)),
  );
  expect(asking.map(([name]) => name).sort()).toEqual([
    "admit-disclosures",
    "admit-feedback",
    "admit-rows",
    "deliver-webhooks",
    "keep-evidence",
    "manage-webhooks",
    "offer-upload",
    "receive-submission",
    "split-submission",
    "sweep-files",
  ]);
});

test("a function answers the gateway before the gateway gives up, after 30 seconds", () => {
  const integrations = ofType(template, "AWS::ApiGatewayV2::Integration").map(([, { Properties }]) => Properties);
  expect(integrations.length).toBeGreaterThan(5);
  for (const { IntegrationUri } of integrations) {
    const [id] = (IntegrationUri as { "Fn::GetAtt": [string] })["Fn::GetAtt"];
    expect(template.Resources[id]?.Properties["Timeout"]).toBeLessThan(30);
  }
});
