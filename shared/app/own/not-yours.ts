import { refusal, type Refusal, type RefusalCode } from "../../domain/refusal.ts";
import { refused, type Result } from "../../kernel/result.ts";

const said = (code: RefusalCode, named: string, name: string): Refusal =>
  refusal(code, `该${named}与您无关,或不存在 / it is not about you, or there is no such ${name}`);

/** What is said to a subject of what is somebody else's, and of what does not exist. */
export const notYours = {
  entry: said("entry.notYours", "记录", "entry"),
  disclosure: said("disclosure.notYours", "公示信息", "disclosure"),
  objection: said("objection.notYours", "异议", "objection"),
  repair: said("repair.notYours", "申请", "application"),
  subject: refusal("subject.notYours", "没有关于您的记录 / nothing is recorded about you"),
} as const;

const unknowns: readonly RefusalCode[] = ["entry.unknown", "disclosure.unknown", "repair.unknown"];

/** Whether something is there is not said either. */
export const unsaid = <T>(done: Result<T, Refusal>, what: keyof typeof notYours): Result<T, Refusal> =>
  !done.ok && unknowns.includes(done.refusal.code) ? refused(notYours[what]) : done;
