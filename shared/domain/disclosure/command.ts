import { refused } from "../../kernel/result.ts";
import type { RepairCommand } from "../repair/decide.ts";
import { closeObjection, fileObjection, verifyObjection } from "./contest.ts";
import type { Decided, DisputeContext } from "./decide.ts";
import type { Disclosure } from "./disclosure.ts";
import { repairDisclosure } from "./repair.ts";
import { standsAgainst, stateOf } from "./transitions.ts";

/** What can be asked of an act by those who contest it, or ask that its publicity end early. */
export type DisputeCommand =
  | ({ readonly name: "fileObjection" } & Parameters<typeof fileObjection>[1])
  | ({ readonly name: "verifyObjection" } & Parameters<typeof verifyObjection>[1])
  | ({ readonly name: "closeObjection" } & Parameters<typeof closeObjection>[1])
  | RepairCommand;

/** Decides one command on an act as it stands: what happened, or a refusal with a code and what to do. Pure. */
export const decideDispute = (disclosure: Disclosure, command: DisputeCommand, context: DisputeContext): Decided => {
  const against = standsAgainst(stateOf(disclosure), command.name);
  if (against) return refused(against);
  switch (command.name) {
    case "fileObjection":
      return fileObjection(disclosure, command, context);
    case "verifyObjection":
      return verifyObjection(disclosure, command, context);
    case "closeObjection":
      return closeObjection(disclosure, command, context);
    default:
      return repairDisclosure(disclosure, command, context);
  }
};
