import { disclosureKinds } from "../../domain/disclosure/standard.ts";
import { type Template, templateOf } from "../../domain/disclosure/template.ts";

export interface OfferTemplateDeps {
  readonly writeTemplate: (template: Template) => Promise<Uint8Array>;
}

/** The empty workbook of one kind of rows, by its file's name; the contract lets in no other name. */
export const offerTemplate = (deps: OfferTemplateDeps, file: string): Promise<Uint8Array> => {
  const kind = disclosureKinds.find((each) => file === `${each}.xlsx`);
  if (!kind) throw new Error(`the contract lets ${file} through`);
  return deps.writeTemplate(templateOf(kind));
};
