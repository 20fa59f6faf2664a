import type { Actor } from "../../../events/envelope.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiDate, shanghaiInstant } from "../../kernel/local-date.ts";
import { inTurn } from "../../kernel/in-turn.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyDirectory, Caller } from "../../ports/agencies.ts";
import type { Alert, AlertReader, AlertStore } from "../../ports/alerts.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { attempts } from "../house.ts";

export interface ListAlertsDeps {
  readonly alerts: AlertReader;
  readonly directory: Pick<AgencyDirectory, "list">;
  readonly now: () => Date;
}

/** Alerts raised in a month, oldest first: an agency sees its own, the credit office those of one agency after the other. */
export const listAlerts = async (
  deps: ListAlertsDeps,
  query: {
    readonly month?: string | undefined;
    readonly level?: Alert["level"] | undefined;
    /** Whether somebody has taken note of it. */
    readonly acknowledged?: boolean | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
  caller: Caller,
): Promise<{ readonly items: readonly Alert[]; readonly next: string | null }> => {
  const month = query.month ?? shanghaiDate(deps.now()).slice(0, 7);
  const agencies = caller.roles.includes("office") ? await deps.directory.list() : [caller.agencyId];
  return inTurn(agencies, query, (agencyId, page) => deps.alerts.ofAgency(agencyId, month, query, page));
};

export interface AcknowledgeAlertDeps {
  readonly alertStore: AlertStore;
  readonly now: () => Date;
}

/**
 * A named officer takes note of an alert: one of the agency whose clock it is, or of the office. The first acknowledgement
 * stands; a second one changes nothing. Refuses an alert that is not there, another agency's, and an officer without a name.
 */
export const acknowledgeAlert = async (
  { alertStore, now }: AcknowledgeAlertDeps,
  ask: {
    readonly alertId: string;
    readonly note?: string | undefined;
    readonly caller: Caller;
    readonly by: Actor;
    readonly request: RequestToken & { readonly answerWith: (alert: Alert) => RecordedAnswer };
  },
): Promise<Result<Alert, Refusal>> => {
  const agencyId = ask.alertId.slice(ask.alertId.indexOf(".") + 1);
  if (agencyId !== ask.caller.agencyId && !ask.caller.roles.includes("office"))
    return refused(refusal("alert.notYours", "非本单位的提醒 / it is another agency's"));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const alert = await alertStore.find(agencyId, ask.alertId);
    if (!alert) return refused(refusal("alert.unknown", "没有该提醒 / no such alert"));
    const at = now();
    const acknowledged = alert.acknowledged ?? {
      at: shanghaiInstant(at),
      by: ask.by,
      ...(ask.note === undefined ? {} : { note: ask.note }),
    };
    const after = { ...alert, acknowledged };
    const { answerWith, ...token } = ask.request;
    const outcome = await alertStore.acknowledge(alert, acknowledged, { ...token, answer: answerWith(after), at });
    if (outcome === "committed") return accepted(after);
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "该提醒正被更新,请稍后重试 / it is being changed, try again"));
};
