import type * as z from "zod";
import { carriesIdentityNumber } from "../domain/subject/identity-number.ts";
import type { RequestToken } from "../ports/requests.ts";
import { answerOnce, type Endpoint, type EndpointDeps, type Outcome, subjectEndpoint } from "./endpoint.ts";
import type { VerifiedIdentity } from "./identity-claim.ts";
import { clientOf, header, type Parsed, versionOf } from "./request.ts";
import type { Route } from "./route.ts";

/** What an endpoint needs through which subjects act by themselves. */
export interface OwnEndpointDeps<S> extends Pick<EndpointDeps, "telemetry" | "requests" | "digest"> {
  /** The subject that a verified identity is, which may be one that nothing is recorded about. */
  readonly recogniseSubject: (identity: VerifiedIdentity, clientId: string) => Promise<S>;
}

/** A parsed request with the subject that makes it. */
export interface OwnAsked<P, Q, B, S> extends Parsed<P, Q, B> {
  readonly self: S;
  readonly correlationId: string;
  readonly request: RequestToken;
  /** The version in `If-Match`; any where none is given: a subject need not have read one. */
  readonly expectedVersion: number | "any";
}

/**
 * An operation by which a subject acts itself. Requests are remembered by subject, for many subjects come through one client.
 */
export const ownEndpoint = <
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  S extends { readonly agencyId: string },
>(
  route: Route<P, Q, B>,
  deps: OwnEndpointDeps<S>,
  answer: (asked: OwnAsked<z.output<P>, z.output<Q>, z.output<B>, S>) => Promise<Outcome>,
): Endpoint =>
  subjectEndpoint(route, async ({ identity, event, correlationId, ...parsed }) => {
    const client = clientOf(event) ?? "";
    const self = await deps.recogniseSubject(identity, client === "" || tells(client, identity) ? "me" : client);
    // What is no ETag of ours matches nothing.
    const expectedVersion = header(event, "if-match") === undefined ? "any" : (versionOf(event) ?? -1);
    return answerOnce(route, deps, event, self.agencyId, (request) =>
      answer({ ...parsed, self, correlationId, request, expectedVersion }),
    );
  });

/** Whether a client's name says a document number: an issuer may know people by theirs, and a number is kept nowhere. */
const tells = (client: string, identity: VerifiedIdentity): boolean =>
  carriesIdentityNumber(client) || ("idNumber" in identity && plain(client).includes(plain(identity.idNumber)));
const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
