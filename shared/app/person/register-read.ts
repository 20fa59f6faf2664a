import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import type { Caller } from "../../ports/agencies.ts";
import type { PersonalRead, PersonalReads } from "../../ports/personal-reads.ts";

export interface RegisterReadDeps {
  readonly reads: PersonalReads;
  readonly newReadId: () => string;
  readonly now: () => Date;
}

/** Who reads, and what for. */
export interface Reading {
  readonly caller: Caller;
  readonly purpose?: string | undefined;
  readonly officer?: string | undefined;
  readonly correlationId: string;
}

type What = Pick<PersonalRead, "what" | "of" | "subjectId">;

/**
 * Registers reads of persons before anything of them is answered (A §22). Refuses a read without a purpose; nothing to
 * register is nothing to refuse.
 */
export const registerReads = async (
  deps: RegisterReadDeps,
  { caller, purpose, officer, correlationId }: Reading,
  reads: readonly What[],
): Promise<Refusal | undefined> => {
  if (reads.length === 0) return undefined;
  if (purpose === undefined) return purposeRequired;
  const at = shanghaiInstant(deps.now());
  const { agencyId, clientId } = caller;
  await deps.reads.record(
    reads.map((read) => ({
      readId: deps.newReadId(),
      at,
      agencyId,
      clientId,
      ...(officer === undefined ? {} : { officer }),
      purpose,
      ...read,
      correlationId,
    })),
  );
  return undefined;
};

const purposeRequired = refusal(
  "purpose.required",
  "查询个人信息须注明用途(§22):请求头 X-Purpose / say what a person's data is read for, in X-Purpose",
);
