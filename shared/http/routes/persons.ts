import * as z from "zod";
import { idType, instantString, subjectKind } from "../../../events/vocabulary.ts";
import { documentNumber, namedPerson } from "../../domain/subject/identity.ts";
import { uscc } from "../../domain/subject/uscc.ts";
import { plainText } from "../../domain/subject/text.ts";
import { route, scopes } from "../route.ts";
import { paged, pageQuery, publicEntrySummary, slug, subjectIdParams } from "../schemas.ts";

/** Finding persons, reading their numbers, and the register of who did (SPEC "Persons and their data", A §22). */

export const queryPublicPerson = route({
  id: "queryPublicPerson",
  method: "POST",
  path: "/public/v1/entries/query",
  servedBy: "find-persons",
  scopes: null,
  throttle: { rate: 20, burst: 40 },
  summary: "Published entries of a person, by document number and name together; a few queries to each caller (429).",
  body: namedPerson,
  answers: () => ({
    200: {
      description: "What stands published today; nothing for whoever is unknown or bears another name.",
      schema: z.object({ asOf: instantString, listVersion: z.string(), items: z.array(publicEntrySummary()) }),
    },
  }),
});

const purposeText = plainText(200).describe("What it is read for; registered when the subject is a person.");

export const resolveSubject = route({
  id: "resolveSubject",
  method: "POST",
  path: "/v1/subjects/resolution",
  servedBy: "find-persons",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary: "The `subjectId` of an organisation, or of a person by document number and name together (A §22).",
  body: z.union([
    z.object({ uscc, purpose: purposeText.optional() }),
    namedPerson.safeExtend({ purpose: purposeText.optional(), officer: plainText(50).optional() }),
  ]),
  answers: () => ({
    200: {
      description: "The subject.",
      schema: z.object({ subjectId: z.string(), kind: subjectKind, name: z.string(), uscc: z.string().optional() }),
    },
  }),
});

export const readTriggerIdentity = route({
  id: "readTriggerIdentity",
  method: "GET",
  path: "/v1/triggers/{triggerId}/identity",
  servedBy: "disclose-identity",
  scopes: [scopes.respond],
  throttle: { rate: 20, burst: 40 },
  summary:
    "The document number of the person whom the caller's own trigger is about; every read is registered (A §22).",
  params: z.object({ triggerId: z.string().regex(/^ent_[0-9a-z]{26}\.[0-9a-z]{26}$/) }),
  answers: () => ({
    200: {
      description: "Whose it is.",
      schema: z.object({ subjectId: z.string(), name: z.string(), idType, idNumber: documentNumber }),
    },
  }),
});

export const listPersonalReads = route({
  id: "listPersonalReads",
  method: "GET",
  path: "/v1/personal-reads",
  servedBy: "read-personal-reads",
  scopes: [scopes.read],
  throttle: { rate: 50, burst: 100 },
  summary:
    "The register of purposes: the caller's own reads of persons in a month; the office names the agency or subject.",
  query: pageQuery.extend({
    agency: slug.optional(),
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
    subject: subjectIdParams.shape.subjectId.optional(),
  }),
  answers: () => ({
    200: {
      description: "Reads, oldest first.",
      schema: paged(
        z.object({
          readId: z.string(),
          at: instantString,
          agencyId: z.string(),
          clientId: z.string(),
          officer: z.string().optional(),
          purpose: z.string(),
          what: z.string(),
          subjectId: z.string(),
          of: z.string().optional(),
          correlationId: z.string(),
        }),
      ),
    },
  }),
});
