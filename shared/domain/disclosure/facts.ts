import type { DisclosureEvent } from "../../../events/disclosures.ts";
import type { ObjectionFact } from "../objection/objection.ts";
import type { RepairFact } from "../repair/evolve.ts";

type ObjectionStep = Extract<DisclosureEvent, { type: `disclosure-objection-${string}` }>;
type RepairStep = Extract<DisclosureEvent, { type: `disclosure-repair-${string}` }>;

export const isObjectionStep = (event: DisclosureEvent): event is ObjectionStep =>
  event.type.startsWith("disclosure-objection-");

/** An event of an act as the objection that it is about knows it. */
export const objectionFactOf = (event: ObjectionStep): ObjectionFact => {
  const { by } = event;
  switch (event.type) {
    case "disclosure-objection-filed":
      return { type: "objection-filed", data: event.data, by };
    case "disclosure-objection-verified":
      return { type: "objection-verified", data: event.data, by };
    case "disclosure-objection-closed":
      return { type: "objection-closed", data: event.data, by };
  }
};

/** An event of an act as the application for repair that it is about knows it. */
export const repairFactOf = (event: RepairStep): RepairFact => {
  const { by } = event;
  switch (event.type) {
    case "disclosure-repair-applied":
      return { type: "repair-applied", data: event.data, by };
    case "disclosure-repair-checked":
      return { type: "repair-checked", data: event.data, by };
    case "disclosure-repair-decided":
      return { type: "repair-decided", data: event.data, by };
    case "disclosure-repair-withdrawn":
      return { type: "repair-withdrawn", data: event.data, by };
  }
};
