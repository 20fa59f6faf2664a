/**
 * Names of files in the bucket. Each begins with the hour in which the file must go, so that what is due stands first and
 * is found without an index, whatever became of the record that belongs to it (ADR 21).
 */

const hourMs = 3_600_000;
/** With an hourly sweep a file goes before it is a day old (SPEC "Persons and their data"), and an hour's failure does no harm. */
const keptHours = 23;
/** An upload can be handed in for an hour less, so that what was handed in is never taken away before it can be read. */
export const offeredHours = 22;

const hour = (at: Date): string => at.toISOString().slice(0, 13).replaceAll(/\D/g, "");

/** Where a file handed in, or put by an upload, at an instant lies. */
export const fileKey = (at: Date, id: string): string =>
  `uploads/${hour(new Date(at.getTime() + keptHours * hourMs))}/${id}`;

/** Where a chunk of its rows lies: it goes with the file that it was cut from. */
export const chunkKey = (file: string, submissionId: string, chunk: number): string => {
  const due = /^uploads\/(\d{10})\//.exec(file)?.[1];
  return due === undefined ? `chunks/${submissionId}/${chunk}` : `chunks/${due}/${submissionId}/${chunk}`;
};

/** Whether a file must go by now. */
export const isDue = (key: string, at: Date): boolean => {
  const due = /^(?:uploads|chunks)\/(\d{10})\//.exec(key)?.[1];
  return due !== undefined && due <= hour(at);
};

/** The upload or submission that a file belongs to. */
export const ownerOf = (key: string): string => key.split("/")[2] ?? "";
