import { readFileSync } from "node:fs";
import { App, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { InterfaceStack } from "../../infra/stacks/interface.ts";
import { XinhengStack } from "../../infra/stacks/xinheng.ts";
import { contexts, withStubs } from "./template.ts";

const { context: settings } = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Record<string, unknown> };

/** Synthesizes the app as `infra/app.ts` makes it, with the settings of `cdk.json`: a finding is thrown. */
const check = (context: Readonly<Record<string, unknown>>, change: (stack: XinhengStack) => void = () => undefined) => {
  withStubs((bundles, outdir) => {
    const app = new App({ outdir, context: { ...settings, ...context }, analyticsReporting: false });
    const platform = new XinhengStack(app, "Xinheng", bundles);
    new InterfaceStack(app, "XinhengInterface", platform);
    change(platform);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
  });
};

beforeEach(() => {
  vi.stubEnv("CDK_VALIDATION", "true");
  return () => vi.unstubAllEnvs();
});

describe.each(Object.entries(contexts))("rules on %s", (_partition, context) => {
  test("cdk-nag and CloudFormation's own checks find nothing that is not acknowledged", () => {
    expect(() => {
      check(context);
    }).not.toThrow();
  });
});

test("the rules do look: a careless bucket is found", () => {
  expect(() => {
    check({}, (stack) => new Bucket(stack, "Careless"));
  }).toThrow(/AwsSolutions-S1[\s\S]*Careless/);
});
