import { contract } from "../envelope.ts";
import { stay } from "../parts.ts";

/** A court or a reconsideration orders that nothing be done until it has decided (A §22, B 五(三)). */
export const stayEnteredV1 = contract("stay-entered", 1, stay);
