import type { Node } from "constructs";
import * as z from "zod";

const scopeName = z.enum(["submit", "read", "respond", "screen", "office"]);
const text = z.string().min(1);

/** `-c` hands over text where `cdk.json` can hold a list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === "string" ? (JSON.parse(value) as unknown) : value), z.array(item));

const contextSchema = z
  .object({
    partition: z.enum(["aws", "aws-cn"]).default("aws"),
    /** The credit office's OAuth client: its id at an issuer of one's own, its name at Cognito. */
    officeClientId: text.default("credit-office-client"),
    /** Any OIDC issuer instead of Cognito, which `aws-cn` does not have. */
    issuer: z.url().optional(),
    audience: text.optional(),
    /** Clients beside the office's, each with its scopes. */
    agencyClients: listOf(z.object({ name: text, scopes: z.array(scopeName).min(1) })).default([]),
  })
  .refine((context) => context.partition === "aws" || context.issuer !== undefined, {
    error: "aws-cn has no Cognito user pools: give issuer and audience (-c issuer=… -c audience=…)",
  })
  .refine((context) => (context.issuer === undefined) === (context.audience === undefined), {
    error: "issuer and audience belong together",
  });

/** What is chosen at synthesis (`cdk.json` or `-c name=value`). */
export type Context = z.infer<typeof contextSchema>;

/** Reads and checks the context; a wrong one ends the synthesis with what is wrong. */
export const readContext = (node: Node): Context =>
  contextSchema.parse(
    Object.fromEntries(
      Object.keys(contextSchema.shape).flatMap((name) => {
        const value: unknown = node.tryGetContext(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  );
