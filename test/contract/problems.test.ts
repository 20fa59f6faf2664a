import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { RefusalCode } from "../../shared/domain/refusal.ts";
import { type BorderCode, problemOf } from "../../shared/http/problem.ts";
import { problem } from "../../shared/http/schemas.ts";

type Plain = Exclude<RefusalCode, `transition.${string}`> | BorderCode;

/**
 * Every code with the status that the interface promises: unparsable 400, not yours 403, unknown 404, a rule 409, gone
 * 410, stale 412, too large 413, media type 415, a wrong field 422, precondition 428. A code left out does not compile.
 */
const promised: Readonly<Record<Plain, number>> = {
  "input.invalid": 422,
  "entry.unknown": 404,
  "entry.stale": 412,
  "entry.ended": 410,
  "entry.notYours": 403,
  "entry.differs": 409,
  "entry.withdrawn": 409,
  "external.unknown": 404,
  "external.differs": 409,
  "edition.older": 409,
  "edition.incomplete": 409,
  "edition.shrinks": 409,
  "subject.tooManyEntries": 409,
  "subject.unknown": 404,
  "subject.gone": 409,
  "subject.merged": 409,
  "subject.usccTaken": 409,
  "subject.changeNotForKind": 409,
  "subject.notYours": 403,
  "notice.unknown": 404,
  "notice.over": 410,
  "purpose.required": 422,
  "query.tooMany": 429,
  "identity.notPerson": 409,
  "superiorUnit.none": 409,
  "superiorUnit.notified": 409,
  "objection.unknown": 404,
  "objection.notYours": 403,
  "objection.stale": 412,
  "objection.open": 409,
  "objection.decided": 409,
  "objection.closed": 409,
  "objection.tooMany": 409,
  "objection.foundInaccurate": 409,
  "objection.notVerified": 409,
  "objection.settled": 409,
  "objection.notCorrectable": 409,
  "objection.notCorrected": 409,
  "stay.stands": 409,
  "stay.tooMany": 409,
  "stay.unknown": 409,
  "reinstatement.barred": 409,
  "complaint.unknown": 404,
  "complaint.notYours": 403,
  "complaint.answered": 409,
  "trigger.ended": 409,
  "measure.notInForce": 409,
  "exit.notYetExpired": 409,
  "lapse.stillValid": 409,
  "exit.reasonNotForList": 409,
  "exit.reasonNotYours": 403,
  "crossCheck.blackListed": 409,
  "crossCheck.keyAttentionListed": 409,
  "priorNotice.missing": 409,
  "priorNotice.running": 409,
  "publicNotice.missing": 409,
  "publicNotice.open": 409,
  "publicNotice.running": 409,
  "statement.none": 409,
  "statement.adopted": 409,
  "answer.tooLong": 409,
  "statement.tooMany": 409,
  "statement.unanswered": 409,
  "officer.required": 409,
  "officer.second": 409,
  "publication.byOffice": 409,
  "repair.unknown": 404,
  "repair.notYours": 403,
  "repair.red": 409,
  "repair.notPenalty": 409,
  "repair.excluded": 409,
  "repair.notPublished": 409,
  "repair.tooEarly": 409,
  "repair.open": 409,
  "repair.again": 409,
  "repair.notChecked": 409,
  "repair.checked": 409,
  "repair.closed": 409,
  "submission.unknown": 404,
  "submission.notDone": 409,
  "submission.tooLarge": 413,
  "submission.mediaType": 415,
  "submission.unparsable": 400,
  "upload.unknown": 404,
  "upload.notYours": 403,
  "upload.expired": 410,
  "upload.empty": 409,
  "upload.taken": 409,
  "upload.purpose": 409,
  "evidence.unknown": 404,
  "evidence.notYours": 403,
  "evidence.citedOften": 422,
  "evidence.gone": 410,
  "alert.unknown": 404,
  "alert.notYours": 403,
  "clocks.notYours": 403,
  "compliance.notYours": 403,
  "clocks.unmoved": 409,
  "period.unshortened": 409,
  "trigger.unknown": 404,
  "trigger.settled": 409,
  "trigger.notYours": 403,
  "trigger.feedbackNotForKind": 409,
  "trigger.notAnswered": 409,
  "disclosure.unknown": 404,
  "disclosure.stale": 412,
  "disclosure.notYours": 403,
  "disclosure.ended": 410,
  "disclosure.takenDown": 409,
  "disclosure.tooManyPublications": 409,
  "case.unknown": 404,
  "case.stale": 412,
  "case.status": 409,
  "case.notPublic": 409,
  "case.entryInError": 409,
  "webhook.unknown": 404,
  "webhook.notYours": 403,
  "delivery.unknown": 404,
  "measure.unknown": 404,
  "measure.stale": 412,
  "measure.noDraft": 409,
  "measure.incomplete": 409,
  "measure.stillInForce": 409,
  "mou.unknown": 404,
  "mou.stale": 412,
  "calendar.stale": 412,
  "agency.unknown": 404,
  "agency.clientTaken": 409,
  "identity.unverified": 403,
  "agency.notRegistered": 403,
  "agency.role": 403,
  "request.seen": 409,
  "request.keyReused": 409,
  "request.busy": 409,
  "cursor.invalid": 422,
  "body.unparsable": 400,
  "mediaType.unsupported": 415,
  "idempotencyKey.missing": 400,
  "idempotencyKey.invalid": 400,
  "precondition.required": 428,
  "scope.missing": 403,
  "resource.unknown": 404,
  internal: 500,
};

const commands = ["submitDetermined", "report", "publish", "lapse", "endMeasures", "exit"] as const;
const states = [
  "none",
  "preliminary",
  "noticed",
  "contested",
  "determined",
  "reported",
  "published",
  "exited",
  "abandoned",
] as const;

const shown = z.object({ status: z.int(), headers: z.record(z.string(), z.string()), body: problem });
const answerTo = (code: RefusalCode | BorderCode) =>
  shown.parse(problemOf({ code, detail: "请核对 / look again" }, "/v1/entries"));

describe("a refusal as a problem (RFC 9457)", () => {
  test.each(Object.entries(promised) as [Plain, number][])("%s is answered %i under a stable type", (code, status) => {
    const { status: answered, headers, body } = answerTo(code);
    expect(answered).toBe(status);
    expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      type: `/problems/${code}`,
      status,
      detail: "请核对 / look again",
      instance: "/v1/entries",
    });
    expect(body.title).toMatch(/\p{Script=Han}.* \/ \p{Script=Latin}/u);
    expect(body).not.toHaveProperty("errors");
  });

  test("a command that the state does not know is 409 under a type of its own, for each of the 54 pairs", () => {
    const types = commands.flatMap((command) =>
      states.map((state) => {
        const { status, body } = answerTo(`transition.${command}.${state}`);
        expect([status, body.status]).toEqual([409, 409]);
        return body.type;
      }),
    );
    expect(new Set(types).size).toBe(54);
    expect(types[0]).toBe("/problems/transition.submitDetermined.none");
  });

  test("only what broke on our side is a 5xx", () => {
    expect(Object.entries(promised).filter(([, status]) => status >= 500)).toEqual([["internal", 500]]);
  });
});

describe("fields at fault", () => {
  const pointersOf = (...fields: string[]): string[] => {
    const errors = fields.map((field) => ({ field, code: "missing", detail: "必填项" }));
    const { body } = shown.parse(problemOf({ code: "input.invalid", detail: "请更正", errors }, "/v1/entries"));
    return (body.errors ?? []).map(({ pointer }) => pointer);
  };

  test("are named by JSON pointers (RFC 6901)", () => {
    expect(pointersOf("", "list", "subject.uscc", "measures.3", "basis.documentNo")).toEqual([
      "",
      "/list",
      "/subject/uscc",
      "/measures/3",
      "/basis/documentNo",
    ]);
  });

  test("with tilde and slash escaped, the tilde first", () => {
    expect(pointersOf("a/b", "c~d", "~1.x")).toEqual(["/a~1b", "/c~0d", "/~01/x"]);
  });

  test("keep code and detail, in the order in which they were found", () => {
    const errors = [
      { field: "validTo", code: "validTo.passed", detail: "有效期已届满" },
      { field: "list", code: "list.notAccepted", detail: "目前仅受理黑名单" },
    ];
    const { body } = shown.parse(problemOf({ code: "input.invalid", detail: "请更正", errors }, "/v1/entries"));
    expect(body.errors).toEqual([
      { pointer: "/validTo", code: "validTo.passed", detail: "有效期已届满" },
      { pointer: "/list", code: "list.notAccepted", detail: "目前仅受理黑名单" },
    ]);
  });
});
