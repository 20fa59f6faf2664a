import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { routes } from "../../shared/http/routes/index.ts";
import { OperationsDashboard } from "../constructs/dashboard.ts";
import { HouseApi } from "../constructs/house-api.ts";
import type { XinhengStack } from "./xinheng.ts";

/** The way in: the HTTP API in front of the platform's functions. A stack of its own, because one holds 500 resources (ADR 35). */
export class InterfaceStack extends Stack {
  constructor(scope: Construct, id: string, { tokens, workers, alarms }: XinhengStack) {
    super(scope, id, { description: "信衡 Xinheng: the HTTP interface" });
    const api = new HouseApi(this, "Http", { routes, workers, tokens, topic: alarms });
    new OperationsDashboard(this, "InterfaceDashboard", { counts: {} });
    new CfnOutput(this, "ApiUrl", { value: api.endpoint });
  }
}
