import { reviewRoute } from "../objection/decide.ts";
import type { EntryCommandName } from "./transitions.ts";

const settled = `异议已随记录了结;${reviewRoute}; it was closed with the entry`;
const noMeasures =
  "未公布的可提异议,已终止的无措施可停 / contest what is not public; of what has ended no measure is left";

/** What somebody can do whose command the table refuses: nobody who contests something is left without a way. */
export const remedies: Readonly<Partial<Record<EntryCommandName, string>>> = {
  fileObjection: `该记录未生效,无须异议,可投诉 / it took no effect; complain about how it was handled`,
  verifyObjection: settled,
  closeObjection: settled,
  enterStay: noMeasures,
  endStay: noMeasures,
};
