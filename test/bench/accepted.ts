import type { Client, Reply } from "../support/host.ts";

const as = "market-regulation";

/** Waits until nothing is left to do after a file was handed in; every row must have been accepted. Gives its submission. */
export const allAccepted = async (xinheng: Client, sent: Reply, count: number): Promise<string> => {
  if (sent.status !== 202) throw new Error(`the file was answered ${sent.status} ${JSON.stringify(sent.body)}`);
  let drained = await xinheng.drain();
  // A drain gives up after two minutes; a slow machine may need more.
  for (let again = 0; drained.status === 503 && again < 20; again++) drained = await xinheng.drain();
  const { submissionId } = sent.body as { submissionId: string };
  const { body } = await xinheng.get(`/v1/submissions/${submissionId}`, { as });
  const { status, counts } = body as { status: string; counts: { accepted: number } };
  if (drained.status !== 200 || status !== "done" || counts.accepted !== count)
    throw new Error(`of ${count} rows ${counts.accepted} were accepted, ${status}, drained ${drained.status}`);
  return submissionId;
};
