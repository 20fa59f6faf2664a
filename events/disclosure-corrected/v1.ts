import { corrected, disclosureContract } from "../disclosure-parts.ts";

/** Its agency reported the same decision on the same party again, and said something else: the whole of it takes the place of the last. */
export const disclosureCorrectedV1 = disclosureContract("disclosure-corrected", 1, corrected);
