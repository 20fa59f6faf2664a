import type { Json } from "./intrinsics.ts";
import type { TemplateResource } from "./read-templates.ts";

/** Where the template is deployed to, as it sees it. */
export const place = { region: "us-east-1", account: "000000000000", partition: "aws" } as const;

/** What only this start knows. */
export interface Addresses {
  /** The gateway, without a slash at the end. */
  readonly api: string;
  /** The message engine, SQS, SNS and S3. */
  readonly messages: string;
}

/** The values of the pseudo parameters. */
export const pseudoParameter = (name: string, stackName: string): Json | undefined =>
  (
    ({
      "AWS::Region": place.region,
      "AWS::AccountId": place.account,
      "AWS::Partition": place.partition,
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stackName,
      "AWS::StackId": arn("cloudformation", `stack/${stackName}/local`),
      "AWS::NotificationARNs": [],
    }) as Record<string, Json>
  )[name];

const arn = (service: string, rest: string): string => `arn:aws:${service}:${place.region}:${place.account}:${rest}`;

/** The name of a resource in its engine: the template's, or else its logical id. */
export const physicalName = (id: string, type: string, properties: Readonly<Record<string, Json>>): string => {
  const property = nameProperties[type];
  const given = property === undefined ? undefined : properties[property];
  if (typeof given === "string") return given;
  return type === "AWS::S3::Bucket" ? bucketName(id) : id;
};

const nameProperties: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::Cognito::UserPoolClient": "ClientName",
  "AWS::KMS::Alias": "AliasName",
  "AWS::Scheduler::ScheduleGroup": "Name",
  "AWS::Scheduler::Schedule": "Name",
};

const bucketName = (id: string): string => {
  const clean = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-")
    .slice(0, 63)
    .replace(/-+$/, "");
  return clean.length < 3 ? `${clean}-bucket` : clean;
};

/** What `Ref` gives for a resource. */
export const refOf = (id: string, resource: TemplateResource, name: string, addresses: Addresses): Json => {
  switch (resource.Type) {
    case "AWS::SQS::Queue":
      return `${addresses.messages}/${place.account}/${name}`;
    case "AWS::SNS::Topic":
    case "AWS::SecretsManager::Secret":
      return String(attributeOf(id, resource, name, "Arn", addresses));
    case "AWS::Cognito::UserPool":
      return `${place.region}_local`;
    case "AWS::ApiGatewayV2::Api":
      return "local";
    default:
      return name;
  }
};

/** What `Fn::GetAtt` gives. Attributes of resources that are not served here get a name that says so. */
export const attributeOf = (
  id: string,
  resource: TemplateResource,
  name: string,
  attribute: string,
  addresses: Addresses,
): Json => {
  switch (`${resource.Type} ${attribute}`) {
    case "AWS::DynamoDB::Table Arn":
    case "AWS::DynamoDB::GlobalTable Arn":
      return arn("dynamodb", `table/${name}`);
    case "AWS::DynamoDB::Table StreamArn":
    case "AWS::DynamoDB::GlobalTable StreamArn":
      return arn("dynamodb", `table/${name}/stream/local`);
    case "AWS::SQS::Queue Arn":
      return arn("sqs", name);
    case "AWS::SQS::Queue QueueName":
    case "AWS::SNS::Topic TopicName":
      return name;
    case "AWS::SQS::Queue QueueUrl":
      return refOf(id, resource, name, addresses);
    case "AWS::SNS::Topic Arn":
    case "AWS::SNS::Topic TopicArn":
      return arn("sns", name);
    case "AWS::S3::Bucket Arn":
      return `arn:aws:s3:::${name}`;
    case "AWS::Lambda::Function Arn":
      return arn("lambda", `function:${name}`);
    case "AWS::SecretsManager::Secret Arn":
    case "AWS::SecretsManager::Secret Id":
      return arn("secretsmanager", `secret:${name}-local1`);
    case "AWS::KMS::Key Arn":
      return arn("kms", `key/${name}`);
    case "AWS::KMS::Key KeyId":
    case "AWS::Cognito::UserPoolClient ClientId":
      return name;
    case "AWS::ApiGatewayV2::Api ApiEndpoint":
      return addresses.api;
    default:
      return arn("not-served-locally", `${id}/${attribute}`);
  }
};
