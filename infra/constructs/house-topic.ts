import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Alias } from "aws-cdk-lib/aws-kms";
import { type CfnTopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** The topic that alerts of the platform are published to: encrypted with SNS's own key, TLS only. */
export class AlertsTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true, masterKey: Alias.fromAliasName(scope, `${id}Key`, "alias/aws/sns") });
    (this.node.defaultChild as CfnTopic).overrideLogicalId(id);
  }
}

/**
 * The topic that alarms about the platform go to: the people who run it, not the agencies.
 *
 * Not under a key: CloudWatch may not use SNS's own, and an alarm says nothing but a queue's name and what to do. A topic
 * that has a policy has lost the default one, so CloudWatch is let in by name, from this account only.
 */
export class AlarmsTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true });
    (this.node.defaultChild as CfnTopic).overrideLogicalId(id);
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
  }
}
