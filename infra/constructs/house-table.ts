import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  type CfnTable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { period } from "./alarm.ts";

/** A secondary index: string keys, and whole items, keys alone, or keys and the attributes that are named. */
export interface HouseIndex {
  readonly name: string;
  readonly hash: string;
  readonly range?: string;
  readonly projection: "ALL" | "KEYS_ONLY" | readonly string[];
}

/** The shape of a table. All keys are strings. */
export interface HouseTableProps {
  readonly hash: string;
  readonly range?: string;
  readonly indexes?: readonly HouseIndex[];
  /** Streams the new image of every item: the outbox that the relay reads. */
  readonly outbox?: boolean;
  /** The attribute with the second after which DynamoDB may drop an item. */
  readonly expiresBy?: string;
}

const projected = (projection: HouseIndex["projection"]) =>
  typeof projection === "string"
    ? { projectionType: ProjectionType[projection] }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };
const key = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * A table of the house: on demand, recoverable to any second of 35 days, not to be deleted by mistake, kept when the
 * stack goes.
 *
 * Encrypted with the AWS-managed key: its use is in CloudTrail, which the AWS-owned key's is not, and it needs no key
 * grant on sixteen roles, which a customer key would. What must stay secret from a reader of a table (identity numbers)
 * is ciphertext inside the items, under its own customer key.
 */
export class HouseTable extends Table {
  /** Reads and writes that the table or an index of it turned away. */
  readonly throttled: readonly Metric[];

  constructor(scope: Construct, id: string, props: HouseTableProps) {
    super(scope, id, {
      partitionKey: key(props.hash),
      ...(props.range === undefined ? {} : { sortKey: key(props.range) }),
      ...(props.outbox === true ? { stream: StreamViewType.NEW_IMAGE } : {}),
      ...(props.expiresBy === undefined ? {} : { timeToLiveAttribute: props.expiresBy }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of props.indexes ?? []) {
      this.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: key(index.hash),
        ...(index.range === undefined ? {} : { sortKey: key(index.range) }),
        ...projected(index.projection),
      });
    }
    const places = [{}, ...(props.indexes ?? []).map(({ name }) => ({ GlobalSecondaryIndexName: name }))];
    this.throttled = places.flatMap((place) =>
      ["ReadThrottleEvents", "WriteThrottleEvents"].map(
        (metricName) =>
          new Metric({
            namespace: "AWS/DynamoDB",
            metricName,
            dimensionsMap: { TableName: this.tableName, ...place },
            statistic: "Sum",
            period,
            label: [id, ...Object.values(place), metricName.replace("ThrottleEvents", "s").toLowerCase()].join(" "),
          }),
      ),
    );
    // Moving the construct in the tree must never look like another table to CloudFormation.
    (this.node.defaultChild as CfnTable).overrideLogicalId(id);
  }
}
