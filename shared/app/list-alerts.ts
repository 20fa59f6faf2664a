import { shanghaiDate } from "../kernel/local-date.ts";
import type { Caller } from "../ports/agencies.ts";
import type { Alert, AlertReader } from "../ports/entries.ts";

export interface ListAlertsDeps {
  readonly alerts: AlertReader;
  readonly now: () => Date;
}

/** Alerts raised in a month, oldest first: an agency sees its own, the credit office sees them all. */
export const listAlerts = (
  deps: ListAlertsDeps,
  query: { readonly month?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
  caller: Caller,
): Promise<{ readonly items: readonly Alert[]; readonly next: string | null }> =>
  deps.alerts.ofMonth(
    query.month ?? shanghaiDate(deps.now()).slice(0, 7),
    caller.roles.includes("office") ? undefined : caller.agencyId,
    query,
  );
