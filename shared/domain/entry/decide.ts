import { refused } from "../../kernel/result.ts";
import { refusal } from "../refusal.ts";
import type { Decided, DecisionContext, EntryCommand } from "./command.ts";
import { closeObjection, fileObjection, verifyObjection } from "./contest.ts";
import { correct } from "./correct.ts";
import { determine, submitDetermined } from "./determine.ts";
import { exit, lapse, withdraw } from "./end.ts";
import { endMeasures } from "./end-measures.ts";
import type { Entry } from "./entry.ts";
import { answerStatement, openPublicNotice, recordStatement, servePriorNotice } from "./notices.ts";
import { remedies } from "./remedies.ts";
import { enterStay, endStay } from "./stay.ts";
import { findInError, reinstate } from "./undo.ts";
import { submit } from "./propose.ts";
import { publish, report } from "./publish.ts";
import { shortenPeriod } from "./shorten.ts";
import { moveClocks } from "./move-clocks.ts";
import { repairEntry } from "./repair.ts";
import { notifySuperiorUnit } from "./superior-unit.ts";
import { findTransition } from "./transitions.ts";

/**
 * Decides one command on an entry in its present state. Pure: gives what happened, in order, or a refusal with a code. A
 * pair of state and command that the table does not hold is refused by the table.
 */
export const decide = (entry: Entry | undefined, command: EntryCommand, context: DecisionContext): Decided => {
  const from = entry?.state ?? "none";
  if (!findTransition(entry, command.name))
    return refused(refusal(`transition.${command.name}.${from}`, remedies[command.name]));
  if (command.name === "submit") return submit(command, context);
  if (command.name === "submitDetermined") return submitDetermined(command, context);
  if (!entry) throw new Error("the table lets only submission begin from nothing");
  switch (command.name) {
    case "servePriorNotice":
      return servePriorNotice(entry, command, context);
    case "recordStatement":
      return recordStatement(entry, command, context);
    case "answerStatement":
      return answerStatement(entry, command, context);
    case "openPublicNotice":
      return openPublicNotice(entry, command, context);
    case "determine":
      return determine(entry, command, context);
    case "report":
      return report(entry, context);
    case "publish":
      return publish(entry, command.by, context);
    case "notifySuperiorUnit":
      return notifySuperiorUnit(entry, command, context);
    case "correct":
      return correct(entry, command, context);
    case "withdraw":
      return withdraw(command, context);
    case "lapse":
      return lapse(entry, context);
    case "endMeasures":
      return endMeasures(entry, command.ending, context);
    case "moveClocks":
      return moveClocks(entry, command.moves);
    case "shortenPeriod":
      return shortenPeriod(entry, context);
    case "applyForRepair":
    case "checkRepair":
    case "approveRepair":
    case "refuseRepair":
    case "withdrawRepair":
      return repairEntry(entry, command, context);
    case "exit":
      return exit(entry, command, context);
    case "fileObjection":
      return fileObjection(entry, command, context);
    case "verifyObjection":
      return verifyObjection(entry, command, context);
    case "closeObjection":
      return closeObjection(entry, command, context);
    case "enterStay":
      return enterStay(entry, command, context);
    case "endStay":
      return endStay(entry, command, context);
    case "findInError":
      return findInError(entry, command.why, context);
    case "reinstate":
      return reinstate(entry, command, context);
  }
};
