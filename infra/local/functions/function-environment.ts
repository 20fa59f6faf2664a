import { place } from "../assembly/local-names.ts";

/** Where the engines of this start answer. */
export interface Endpoints {
  readonly tables: string;
  readonly messages: string;
  readonly secretsAndKeys: string;
}

/** What every function finds in its environment beside what the template gives it. */
export const functionEnvironment = ({ tables, messages, secretsAndKeys }: Endpoints): Record<string, string> => {
  const logLevel = process.env["XINHENG_LOG_LEVEL"] ?? "WARN";
  return {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_ENDPOINT_URL_DYNAMODB: tables,
    AWS_ENDPOINT_URL_SQS: messages,
    AWS_ENDPOINT_URL_SNS: messages,
    // An address, not a name: the SDK then puts the bucket into the path.
    AWS_ENDPOINT_URL_S3: messages,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsAndKeys,
    AWS_ENDPOINT_URL_KMS: secretsAndKeys,
    // The SDK would otherwise look for profiles in the home folder of whoever started the host.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    // Webhooks on this machine may be called without TLS; no template says so.
    LOOPBACK_WEBHOOKS: "allowed",
    POWERTOOLS_LOG_LEVEL: logLevel,
    LOG_LEVEL: logLevel,
    POWERTOOLS_DEV: "false",
    NODE_ENV: "production",
    TZ: "UTC",
  };
};
