import * as z from "zod";
import { evidence as proof } from "../../events/parts.ts";
import { disclosedAct, disclosureChannel, idType, localDateString, subjectKind } from "../../events/vocabulary.ts";
import { repairStatuses } from "../domain/repair/repair-case.ts";
import { clockView, party } from "./schemas.ts";

/** How acts are answered, to agencies and to their parties. */

export const disclosureStatus = z.enum(["collected", "published", "ended", "takenDown"]);

export const partyView = () =>
  z.object({
    kind: subjectKind,
    name: z.string(),
    uscc: z.string().optional(),
    subjectId: z.string().optional(),
    idType: idType.optional(),
    idNumberMasked: z.string().optional(),
  });
export const items = () =>
  z
    .record(z.string(), z.string())
    .describe("by the codes of the national standard; amounts are exact decimals of 10,000 yuan");
const publication = () =>
  z.object({
    channel: disclosureChannel,
    publishedOn: localDateString,
    address: z.string().optional(),
    note: z.string().optional(),
    evidence: z.array(proof).optional(),
  });

export const listedDisclosure = () =>
  z.object({
    disclosureId: z.string(),
    act: disclosedAct,
    status: disclosureStatus,
    party: partyView(),
    decisionNo: z.string(),
    decidedOn: localDateString,
    authority: party(),
    publicityEndsOn: localDateString.describe("the last public day"),
    collectedOn: localDateString,
    correctedOn: localDateString.optional(),
    late: z.boolean(),
    compliant: z.boolean(),
    clocks: z.array(clockView()),
    contested: z.boolean().describe("an objection is being verified"),
    takenDown: z.object({ on: localDateString, reason: z.enum(["error", "repaired"]) }).optional(),
    version: z.int(),
  });
/** The same with where its agency published it. */
export const listedWithPublications = () => listedDisclosure().extend({ publications: z.array(publication()) });
/** One act as its agency, the office and its party read it. */
export const disclosure = () =>
  listedDisclosure().extend({
    representative: z.object({ name: z.string() }).optional(),
    items: items(),
    publications: z.array(publication()),
    openObjections: z.array(z.string()),
    repair: z.object({ repairId: z.string(), status: z.enum(repairStatuses) }).optional(),
    policyVersion: z.string(),
  });
