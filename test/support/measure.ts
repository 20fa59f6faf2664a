import { type MeasureContent, measureContent } from "../../shared/domain/measure/content.ts";

/** A measure as the office drafts it. */
export const content: MeasureContent = measureContent.parse({
  kind: "punishment",
  strength: "mandatory",
  nature: "administrative",
  title: "限制申请财政补贴",
  description: "有效期内不予受理补贴申请。",
  lists: ["black"],
  severities: ["serious"],
  matters: ["fiscalFunds"],
  agencies: ["finance"],
  legalBasis: { title: "《企业信息公示暂行条例》", section: "第十八条", quote: "依法予以限制或者禁入" },
});
