import type { AlertRaised } from "../../events/alert-raised/v1.ts";
import { shanghaiDate } from "../kernel/local-date.ts";
import type { Caller } from "../ports/agencies.ts";
import type { AlertReader } from "../ports/entries.ts";

export interface ListAlertsDeps {
  readonly alerts: AlertReader;
  readonly now: () => Date;
}

/** Alerts raised in a month, oldest first: an agency sees its own, the credit office sees every clock. */
export const listAlerts = (
  deps: ListAlertsDeps,
  query: { readonly month?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
  caller: Caller,
): Promise<{ readonly items: readonly AlertRaised[]; readonly next: string | null }> =>
  deps.alerts.ofMonth(
    query.month ?? shanghaiDate(deps.now()).slice(0, 7),
    caller.roles.includes("office") ? undefined : caller.agencyId,
    query,
  );
