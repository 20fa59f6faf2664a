import * as z from "zod";
import { feedbackOutcome, localDateString } from "../../../events/vocabulary.ts";
import { plainText } from "../subject/text.ts";

/** Something that a reader's program might follow. What agencies write is never made into a link. */
const address = /^(?:[a-z][a-z0-9+.-]*:|\/\/|www\.)/i;

const ref = plainText(128).refine((text) => !address.test(text), {
  params: { code: "evidence.address" },
  message: "请填文号或档号,不接受网址 / give a document or archive number, not an address",
});

/**
 * Where proof lies: at the agency by its document or archive number, or a file by name and SHA-256, which stays there; or on
 * the platform, a file that was put in as evidence.
 */
const evidence = z
  .strictObject({
    kind: z.enum(["document", "archive", "file"]),
    ref,
    title: plainText(100).exactOptional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "应为 64 位小写十六进制 / 64 lower-case hexadecimal digits")
      .exactOptional(),
    attachmentId: z
      .string()
      .regex(/^evd_[0-9a-z]{26}$/, "应为材料编号 evd_… / the id of a file of evidence")
      .exactOptional(),
  })
  .superRefine(({ kind, sha256, attachmentId }, ctx) => {
    const fault = (path: string, code: string, message: string): void => {
      ctx.addIssue({ code: "custom", path: [path], params: { code }, message });
    };
    if (kind === "file" && sha256 === undefined && attachmentId === undefined)
      fault("sha256", "missing", "文件须给出 SHA-256 或材料编号 / a file is named with its SHA-256 or its id");
    if (kind !== "file" && attachmentId !== undefined)
      fault("kind", "evidence.kind", "附有材料的应为 file / what has an attachment is a file");
  });

const most = 5;

/** A case for others to learn from (典型案例, A §17, D 四(二)); `public` says that the agency agrees to its publication. */
const typicalCase = z.strictObject({
  title: plainText(100),
  text: plainText(4000),
  public: z.boolean().default(false),
});

const fields = z.object({
  outcome: feedbackOutcome,
  on: localDateString,
  note: plainText(1000).optional(),
  evidence: z.array(evidence).max(most).optional(),
  typicalCase: typicalCase.optional(),
  /** Takes the place of what the agency said before; needs a reason. */
  corrects: z.boolean().default(false),
  reason: plainText(500).optional(),
});

type Whole = z.output<typeof fields>;

/** What only the whole of an answer can show to be wrong. */
const whole = ({ outcome, typicalCase: told, corrects, reason }: Whole, ctx: z.RefinementCtx): void => {
  const fault = (path: string, code: string, message: string): void => {
    ctx.addIssue({ code: "custom", path: [path], params: { code }, message });
  };
  if (told !== undefined && outcome !== "applied" && outcome !== "lifted")
    fault("typicalCase", "case.outcome", "已实施或已解除的才能作为案例 / only what was applied or lifted makes a case");
  if (corrects && reason === undefined) fault("reason", "missing", "更正须说明原因 / a correction says why");
  if (!corrects && reason !== undefined)
    fault("corrects", "reason.noCorrection", "填写更正原因的须标明更正 / a reason belongs to a correction");
};

/** An implementing agency's answer to a trigger: the body of `POST …/feedback`. */
export const feedbackInput = z.object({ ...fields.shape, officer: plainText(50).optional() }).superRefine(whole);

const marks = { 文号: "document", 档号: "archive", 文件: "file" } as const;

/**
 * Evidence as a cell says it: `文号:衡财函〔2026〕118号`, `档号:2026-0031`, `文件:现场照片.jpg 9f86d0…` (a hash, or the id of a
 * file of evidence); bare, a document number.
 */
const evidenceCell = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  const [, mark, rest = value] = /^(文号|档号|文件)[:\uff1a]\s*(.*)$/su.exec(value.trim()) ?? [];
  const kind = mark === undefined ? "document" : marks[mark as keyof typeof marks];
  const [, name = rest, sha256, attachmentId] =
    (kind === "file" && /^(.*?)\s+(?:([0-9a-fA-F]{64})|(evd_[0-9a-z]{26}))$/su.exec(rest)) || [];
  return {
    kind,
    ref: name.trim(),
    ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
    ...(attachmentId === undefined ? {} : { attachmentId }),
  };
};

/** The same as a row of a file, which names its trigger. */
export const feedbackRow = z
  .object({
    triggerId: z
      .string()
      .regex(/^ent_[0-9a-z]{26}\.[0-9a-z]{26}$/, "请填收件箱中的触发编号 / the id of a trigger in the inbox"),
    ...fields.shape,
    evidence: z.array(z.preprocess(evidenceCell, evidence)).max(most).optional(),
  })
  .superRefine(whole);
export type FeedbackInput = Omit<z.output<typeof feedbackRow>, "triggerId">;
