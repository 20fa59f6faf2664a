import * as z from "zod";
import { domain, listKind, localDateString, matter, severity } from "../../events/vocabulary.ts";
import { basis, party, shortened } from "./schemas.ts";

const period = () => z.object({ from: localDateString, to: localDateString });

/** Why an entry has its effects, and the ways out. */
export const explanation = () =>
  z.object({
    entryId: z.string(),
    list: listKind,
    domain,
    severity,
    suspended: z.boolean(),
    determiningAuthority: party(),
    basis: basis(),
    asResponsible: z.literal(true).optional().describe("It answers for an organisation that is black-listed (C 十四)."),
    period: period(),
    shortened: shortened().optional(),
    measures: z.array(
      z.object({
        measureId: z.string(),
        version: z.int(),
        title: z.string(),
        kind: z.enum(["incentive", "punishment"]),
        strength: z.enum(["mandatory", "recommended"]),
        article: z.object({ paper: z.string().optional(), section: z.string(), title: z.string(), quote: z.string() }),
        agencies: z.array(party()),
        matters: z.array(matter),
        period: period(),
      }),
    ),
    remedies: z.array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("objection"), to: party(), basis: z.string() }),
        z.object({
          kind: z.literal("repair"),
          open: z.boolean(),
          appliedOn: localDateString.optional().describe("An application is being worked on."),
          earliestOn: localDateString.optional(),
          steps: z.array(z.string()),
          to: party(),
          basis: z.string(),
        }),
        z
          .object({
            kind: z.literal("courtCorrection"),
            to: party(),
            within: z.object({ days: z.int() }),
            basis: z.string(),
          })
          .describe("The entry is a court's: it is asked to correct it and has so many days."),
        z
          .object({
            kind: z.literal("courtReconsideration"),
            within: z.object({ days: z.int() }),
            basis: z.string(),
          })
          .describe("By the court above, from the service of that court's refusal."),
        z.object({
          kind: z.enum(["reconsideration", "litigation"]),
          within: z.union([z.object({ days: z.int() }), z.object({ months: z.int() })]),
          notBefore: localDateString.describe(
            "Counted from the publication; earlier only where the decision was served before.",
          ),
          basis: z.string(),
        }),
      ]),
    ),
    text: z.string().describe("The same in plain Chinese."),
  });
