import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { dist } from "./build.ts";
import { InterfaceStack } from "./stacks/interface.ts";
import { XinhengStack } from "./stacks/xinheng.ts";

const app = new App();
const platform = new XinhengStack(app, "Xinheng", join(dist, "functions"));
new InterfaceStack(app, "XinhengInterface", platform);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
