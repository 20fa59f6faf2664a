import { readFileSync } from "node:fs";
import { App, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { XinhengStack } from "../../infra/stacks/xinheng.ts";
import { contexts, stubs } from "./template.ts";

const { context: settings } = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Record<string, unknown> };

/** The app as `infra/app.ts` makes it, with the settings of `cdk.json`, checked in memory: a finding is thrown. */
const checked = (context: Readonly<Record<string, unknown>>) => {
  const app = new App({ context: { ...settings, ...context }, analyticsReporting: false });
  const stack = new XinhengStack(app, "Xinheng", stubs());
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, stack };
};

beforeEach(() => {
  vi.stubEnv("CDK_VALIDATION", "true");
  return () => vi.unstubAllEnvs();
});

describe.each(Object.entries(contexts))("rules on %s", (_partition, context) => {
  test("cdk-nag and CloudFormation's own checks find nothing that is not acknowledged", () => {
    expect(() => checked(context).app.synth()).not.toThrow();
  });
});

test("the rules do look: a careless bucket is found", () => {
  const { app, stack } = checked({});
  new Bucket(stack, "Careless");
  expect(() => app.synth()).toThrow(/AwsSolutions-S1[\s\S]*Careless/);
});
