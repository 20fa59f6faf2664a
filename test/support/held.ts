import { isEntryEvent, type SubjectEvent } from "../../events/catalogue.ts";

/** What holds an entry's measures off by its history alone (A §22, B 五(三)): objections and stays that nothing has ended. */
export const heldBy = (
  history: readonly SubjectEvent[],
  entryId: string,
): { readonly objections: readonly string[]; readonly stays: readonly string[] } => {
  const objections = new Set<string>();
  const stays = new Set<string>();
  for (const event of history.filter(isEntryEvent)) {
    if (event.entryId !== entryId) continue;
    if (event.type === "objection-filed") objections.add(event.data.objectionId);
    if (event.type === "objection-closed") objections.delete(event.data.objectionId);
    // An error leaves nothing to decide, and what took no effect neither.
    const inError = event.type === "entry-exited" && event.data.reason === "error";
    if (inError || event.type === "entry-found-in-error" || event.type === "entry-abandoned") objections.clear();
    if (event.type === "stay-entered") stays.add(event.data.documentNo);
    if (event.type === "stay-ended") stays.delete(event.data.documentNo);
  }
  return { objections: [...objections], stays: [...stays] };
};
