import { Duration, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  FeaturePlan,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolResourceServer,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { scopes } from "../../shared/http/route.ts";
import { acknowledge } from "./acknowledge.ts";

/** What the gateway and the functions have to know of whoever issues tokens. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The OAuth client of the credit office, which the register knows before anybody wrote to it. */
  readonly officeClientId: string;
}

/** An agency's OAuth client: its name, and the scopes it may ask for (`submit`, `read`, …). */
export interface AgencyClient {
  readonly name: string;
  readonly scopes: readonly (keyof typeof scopes)[];
}

const scopeNames = Object.keys(scopes) as (keyof typeof scopes)[];
const identifier = "xinheng";

/**
 * A Cognito pool without people in it: a resource server with the platform's scopes, and one client per agency for the
 * client-credentials grant. Client ids are Cognito's to choose, so the office's comes from here, not from context.
 */
export class AgencyClients extends Construct implements TokenIssuer {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly officeClientId: string;

  constructor(scope: Construct, id: string, office: string, others: readonly AgencyClient[]) {
    super(scope, id);
    const pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      featurePlan: FeaturePlan.ESSENTIALS,
      passwordPolicy: {
        minLength: 16,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const nobody =
      "No people sign in to this pool: self sign-up is off and every client has the client-credentials grant alone.";
    acknowledge(pool, "COG2", nobody);
    acknowledge(pool, "COG8", `${nobody} Threat protection judges sign-ins of people.`);
    pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: Fn.join("-", [identifier, Stack.of(this).account]) },
    });
    const offered = Object.fromEntries(
      scopeNames.map((name) => [name, new ResourceServerScope({ scopeName: name, scopeDescription: scopes[name] })]),
    ) as Record<keyof typeof scopes, ResourceServerScope>;
    const server = pool.addResourceServer("Scopes", { identifier, scopes: Object.values(offered) });
    const client = (name: string, may: AgencyClient["scopes"]) =>
      addClient(
        pool,
        server,
        name,
        may.map((s) => offered[s]),
      );
    const officeClient = client(office, scopeNames);
    this.officeClientId = officeClient.userPoolClientId;
    this.audience = [officeClient, ...others.map((other) => client(other.name, other.scopes))].map(
      ({ userPoolClientId }) => userPoolClientId,
    );
    this.issuer = `https://${pool.userPoolProviderName}`;
  }
}

const addClient = (
  pool: UserPool,
  server: UserPoolResourceServer,
  name: string,
  granted: readonly ResourceServerScope[],
): UserPoolClient =>
  pool.addClient(name, {
    userPoolClientName: name,
    generateSecret: true,
    oAuth: {
      flows: { clientCredentials: true },
      scopes: granted.map((scope) => OAuthScope.resourceServer(server, scope)),
    },
    accessTokenValidity: Duration.hours(1),
    preventUserExistenceErrors: true,
  });
