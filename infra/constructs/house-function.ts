import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type CfnFunction, Code, Function, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { houseAlarm, type Meaning, period } from "./alarm.ts";

/** One function: its bundle, its limits, its surroundings. */
export interface HouseFunctionProps extends Meaning {
  /** The folder under `functions/`, `verb-noun`. */
  readonly name: string;
  /** The folder with its bundle, `index.mjs`. */
  readonly bundle: string;
  readonly seconds: number;
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly topic: ITopic;
}

/** 网络安全法 第二十一条 wants at least six months of logs; CloudWatch's next step above 184 days is a year. */
export const logRetention = RetentionDays.ONE_YEAR;

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * A function of the house: Node 24 on arm64, JSON logs that are kept a year, an alarm on errors, and a role of its own
 * that starts with nothing but its own log group. What else it may do is added by `allow`, statement by statement.
 */
export class HouseFunction extends Function {
  /** Its own role, shared with nobody. */
  readonly ownRole: Role;
  readonly #document: PolicyDocument;

  constructor(scope: Construct, props: HouseFunctionProps) {
    const id = pascal(props.name);
    const logGroup = new LogGroup(scope, `${id}Log`, { retention: logRetention, removalPolicy: RemovalPolicy.RETAIN });
    const document = new PolicyDocument({
      statements: [
        new PolicyStatement({
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    const ownRole = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: { own: document },
    });
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(props.bundle),
      description: props.name,
      timeout: Duration.seconds(props.seconds),
      memorySize: props.memory,
      environment: {
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: "Xinheng",
        POWERTOOLS_LOG_LEVEL: "INFO",
        ...props.environment,
      },
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      role: ownRole,
    });
    this.ownRole = ownRole;
    this.#document = document;
    (this.node.defaultChild as CfnFunction).overrideLogicalId(id);
    houseAlarm(this, "Errors", {
      metric: this.metricErrors({ period }),
      above: 0,
      topic: props.topic,
      hurt: props.hurt,
      act: props.act,
    });
  }

  /** Adds to what the function may do. */
  allow(...statements: readonly PolicyStatement[]): void {
    this.#document.addStatements(...statements);
  }
}
