import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod";
import { namedPerson } from "../domain/subject/identity.ts";
import { uscc } from "../domain/subject/uscc.ts";
import type { HttpEvent } from "./request.ts";

/** Who a subject is, as the issuer of its token verified it. */
export type VerifiedIdentity = { readonly uscc: string } | z.output<typeof namedPerson>;

/** Claims arrive as text. Without `identity_verified` they are what somebody says of themselves. */
const claimed = z.object({
  identity_verified: z.literal("true"),
  identity_type: z.string(),
  identity_number: z.string(),
  identity_name: z.string(),
});

/** The identity claim of a subject's token (SPEC "Persons and their data"); nothing where it is missing, unverified or malformed. */
export const identityOf = (event: HttpEvent): VerifiedIdentity | undefined => {
  const { authorizer } = event.requestContext as Partial<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"]>;
  const claims = claimed.safeParse(authorizer?.jwt.claims ?? {});
  if (!claims.success) return undefined;
  const { identity_type, identity_number, identity_name } = claims.data;
  if (identity_type === "uscc") {
    const code = uscc.safeParse(identity_number);
    return code.success ? { uscc: code.data } : undefined;
  }
  const person = namedPerson.safeParse({ idType: identity_type, idNumber: identity_number, name: identity_name });
  return person.success ? person.data : undefined;
};
