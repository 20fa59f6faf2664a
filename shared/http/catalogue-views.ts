import type { CatalogueAct } from "../domain/measure/act.ts";
import { statusOn } from "../domain/measure/keep.ts";
import { inForce, type Measure } from "../domain/measure/measure.ts";
import type { Mou } from "../domain/mou/mou.ts";
import type { LocalDate } from "../kernel/local-date.ts";

/** How the catalogue looks in answers. */

const content = (measure: Measure) => ({
  measureId: measure.measureId,
  version: measure.version,
  title: measure.title,
  description: measure.description,
  kind: measure.kind,
  strength: measure.strength,
  nature: measure.nature,
  lists: measure.lists,
  domains: measure.domains,
  severities: measure.severities,
  matters: measure.matters,
  legalBasis: measure.legalBasis,
  agencies: measure.agencies,
  publishedOn: measure.publishedOn,
  validFrom: measure.validFrom,
  validTo: measure.validTo,
});

/** A measure as the public reads it: what it is, by what law, who carries it out. Nothing of the office's own work. */
export const publicMeasureView = (measure: Measure, mou: Mou | undefined) => ({
  ...content(measure),
  ...(mou ? { mou: { mouId: mou.mouId, title: mou.title, documentNo: mou.documentNo } } : {}),
});

/** A version for agencies and the office. */
export const measureView = (measure: Measure, today: LocalDate) => ({
  ...content(measure),
  status: statusOn(measure, today),
  inForce: inForce(measure, today),
  mouId: measure.mouId,
  retirement: measure.retirement,
});

export const actView = ({ about: _, ...act }: CatalogueAct) => act;

export const mouView = ({ revision: _, ...mou }: Mou) => mou;

/** An ETag of what the office keeps: the revision that last changed it. */
export const revisionTag = (revision: number): string => `"${revision}"`;
