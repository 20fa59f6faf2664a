import { newestOf, type Trigger } from "../../domain/trigger/trigger.ts";
import type { TriggerStore } from "../../ports/triggers.ts";

/** Triggers of an entry that are read at once. */
const pageSize = 500;

/**
 * What stands of an entry's triggers: of each measure at each agency the newest, which says what is to be done, the latest
 * first. However often it was contested before, they are no more than its measures times their agencies.
 */
export const standingTriggers = async (
  triggers: Pick<TriggerStore, "ofEntry">,
  entryId: string,
): Promise<readonly Trigger[]> => {
  let standing: readonly Trigger[] = [];
  let cursor: string | undefined;
  do {
    const page = await triggers.ofEntry(entryId, { limit: pageSize, cursor });
    standing = newestOf([...standing, ...page.items]);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return standing;
};
