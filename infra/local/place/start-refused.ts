/** Why the host does not start, in one line for the person at the keyboard. */
export class StartRefused extends Error {
  readonly exitCode: number;

  constructor(line: string, exitCode = 1) {
    super(line);
    this.exitCode = exitCode;
  }
}

/** What to print, and how to exit, for anything that was thrown while starting. */
export const startRefusal = (problem: unknown): { line: string; exitCode: number } => {
  if (problem instanceof StartRefused) return { line: problem.message, exitCode: problem.exitCode };
  const detail = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  return { line: `Xinheng could not start: ${detail}`, exitCode: 1 };
};
