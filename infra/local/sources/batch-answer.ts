interface BatchAnswer {
  readonly batchItemFailures?: readonly ({ readonly itemIdentifier?: unknown } | null)[] | null;
}

/**
 * The items that a function reports as failed. As Lambda reads it: no list or an empty one means that all succeeded; an
 * identifier that is empty or not in the batch, or an answer of another shape, fails the whole batch.
 */
export const failedItems = (payload: string, known: ReadonlySet<string>): ReadonlySet<string> | "all" => {
  let answer: BatchAnswer | null;
  try {
    answer = JSON.parse(payload) as BatchAnswer | null;
  } catch {
    return "all";
  }
  const list = answer?.batchItemFailures ?? [];
  if (!Array.isArray(list)) return "all";
  const failed = new Set<string>();
  for (const item of list as readonly ({ readonly itemIdentifier?: unknown } | null)[]) {
    const id = item?.itemIdentifier;
    if (typeof id !== "string" || !known.has(id)) return "all";
    failed.add(id);
  }
  return failed;
};
