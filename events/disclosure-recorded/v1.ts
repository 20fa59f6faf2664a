import { disclosureContract, recorded } from "../disclosure-parts.ts";

/** An administrative act reached the platform, and is public on it from that day until its publicity ends (A §19, C 六). */
export const disclosureRecordedV1 = disclosureContract("disclosure-recorded", 1, recorded);
