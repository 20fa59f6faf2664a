import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { dist } from "./build.ts";
import { XinhengStack } from "./stacks/xinheng.ts";

const app = new App();
new XinhengStack(app, "Xinheng", join(dist, "functions"));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
