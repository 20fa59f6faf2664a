import * as z from "zod";
import { contract } from "../envelope.ts";
import { clock, contested, evidence, party } from "../parts.ts";
import { localDateString, objectionGround, objectionOrigin } from "../vocabulary.ts";

/** Somebody contests what is recorded; the information provider verifies it, and until then nothing is done (A §22, D 四(五)). */
export const objectionFiledV1 = contract(
  "objection-filed",
  1,
  z.object({
    objectionId: z.string().min(1),
    about: contested,
    filedOn: localDateString,
    origin: objectionOrigin,
    ground: objectionGround,
    text: z.string().min(1),
    evidence: z.array(evidence),
    /** The agency that filed it: for itself, or at its counter for the subject. */
    filedBy: party,
    /** The provider's time to verify. */
    clock,
    /** Agencies that are told at once: the provider and the authority, but for the one that filed it. */
    told: z.array(z.string().min(1)),
  }),
);
