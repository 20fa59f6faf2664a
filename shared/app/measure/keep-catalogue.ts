import type { Actor } from "../../../events/envelope.ts";
import type { CatalogueAct } from "../../domain/measure/act.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shanghaiInstant } from "../../kernel/local-date.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import type { AgencyReader, Caller } from "../../ports/agencies.ts";
import type { CatalogueChange, CatalogueRegister, CatalogueState } from "../../ports/catalogue.ts";
import type { RecordedAnswer, RequestToken } from "../../ports/requests.ts";
import { attempts } from "../house.ts";

export interface KeepCatalogueDeps {
  readonly register: CatalogueRegister;
  readonly agencies: Pick<AgencyReader, "byId">;
  readonly now: () => Date;
}

/** A command on the catalogue: who asks, and for what he read when he says so (`If-Match`). */
export interface CatalogueCommand<T> {
  readonly caller: Caller;
  readonly by: Actor;
  readonly correlationId: string;
  readonly expectedRevision?: number | undefined;
  readonly request?: RequestToken & { readonly answerWith: (value: T) => RecordedAnswer };
}

/** What an act comes to: what it writes, and the catalogue's answer once it is written. */
export interface Acted<T> {
  readonly value: T;
  /** Nothing when all this stood already. */
  readonly change?: Pick<CatalogueChange, "measures" | "mou" | "ending"> & {
    readonly act: Pick<CatalogueAct, "act" | "about" | "versions" | "on" | "reason">;
  };
}

/**
 * Takes one act on the catalogue as one transaction, decided on the catalogue as it is; tried again when somebody else
 * acted meanwhile. Only the credit office keeps it (B 四(三): 由市社会信用管理部门负责).
 */
export const actOnCatalogue = async <T>(
  { register, now }: KeepCatalogueDeps,
  command: CatalogueCommand<T>,
  decide: (state: CatalogueState, at: Date) => Result<Acted<T>, Refusal> | Promise<Result<Acted<T>, Refusal>>,
): Promise<Result<T, Refusal>> => {
  if (!command.caller.roles.includes("office"))
    return refused(refusal("agency.role", "仅信用办可管理措施清单 / only the credit office keeps the catalogue"));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const state = await register.state();
    const at = now();
    const decided = await decide(state, at);
    if (!decided.ok) return decided;
    const { value, change } = decided.value;
    if (!change) return accepted(value);
    const { answerWith, ...token } = command.request ?? {};
    const outcome = await register.write({
      ...change,
      act: {
        ...change.act,
        revision: state.revision + 1,
        at: shanghaiInstant(at),
        by: command.by,
        correlationId: command.correlationId,
      },
      ...(answerWith ? { request: { ...(token as RequestToken), answer: answerWith(value), at } } : {}),
    });
    if (outcome === "written") return accepted(value);
    if (outcome === "requestSeen")
      return refused(refusal("request.seen", "该请求已受理 / this request was answered before"));
  }
  return refused(refusal("request.busy", "措施清单正被更新,请稍后重试 / the catalogue is being changed, try again"));
};
