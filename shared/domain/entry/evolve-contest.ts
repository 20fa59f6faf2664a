import type { EventOf } from "../../../events/catalogue.ts";
import { metOn } from "../objection/objection.ts";
import type { Entry } from "./entry.ts";
import { withoutIdle } from "./proposal-clocks.ts";

type Data<T extends "objection-filed" | "objection-verified" | "objection-closed"> = EventOf<T>["data"];

const clockOf = (objectionId: string): string => `${objectionId}.objectionVerification`;

/** The entry once an objection is filed: what is not public yet is contested, and keeps where it stood. */
export const withObjection = (entry: Entry, { objectionId, clock }: Data<"objection-filed">): Entry => ({
  ...entry,
  openObjections: [...(entry.openObjections ?? []), objectionId],
  clocks: [...withoutIdle(entry.clocks), clock],
  ...(entry.state === "published" || entry.state === "exited" || entry.state === "contested"
    ? {}
    : { state: "contested", contestedFrom: entry.state }),
});

export const withFinding = (entry: Entry, { objectionId, verifiedOn }: Data<"objection-verified">): Entry => ({
  ...entry,
  clocks: entry.clocks.map((clock) => (clock.clockId === clockOf(objectionId) ? metOn(clock, verifiedOn) : clock)),
});

/** The entry once an objection is closed; with the last one a contested entry is where it was. */
export const withoutObjection = (entry: Entry, { objectionId }: Data<"objection-closed">): Entry => {
  const { openObjections = [], contestedFrom, ...rest } = entry;
  const open = openObjections.filter((each) => each !== objectionId);
  const left: Entry = { ...rest, clocks: entry.clocks.filter(({ clockId }) => clockId !== clockOf(objectionId)) };
  if (open.length > 0) return { ...left, openObjections: open, ...(contestedFrom ? { contestedFrom } : {}) };
  return {
    ...left,
    ...(contestedFrom ? { state: contestedFrom } : {}),
  };
};

/** The entry without any open objection: nothing is left to decide. */
export const withoutObjections = (entry: Entry): Entry => {
  const { openObjections: _, ...rest } = entry;
  return { ...rest, clocks: entry.clocks.filter(({ kind }) => kind !== "objectionVerification") };
};

export const withoutStay = (entry: Entry, documentNo: string): Entry => {
  const { stays = [], ...rest } = entry;
  const left = stays.filter((stay) => stay.documentNo !== documentNo);
  return left.length > 0 ? { ...rest, stays: left } : rest;
};
