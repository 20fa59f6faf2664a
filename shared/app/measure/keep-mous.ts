import { type MouContent, mouFaults, sameContent } from "../../domain/measure/content.ts";
import { type Mou, newestMou } from "../../domain/mou/mou.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { FieldError } from "../../kernel/field-errors.ts";
import { accepted, refused, type Result } from "../../kernel/result.ts";
import { actOnCatalogue, type CatalogueCommand, type KeepCatalogueDeps } from "./keep-catalogue.ts";

/**
 * Registers a memorandum of cooperation as it was signed, or its next version when it was amended; older versions are
 * kept. It ends by a version with a last day. Refuses a content that could not stand and parties that are not registered
 * under the code given.
 */
export const putMou = (
  deps: KeepCatalogueDeps,
  command: CatalogueCommand<Mou> & { readonly mouId: string; readonly content: MouContent },
): Promise<Result<Mou, Refusal>> =>
  actOnCatalogue(deps, command, async (state) => {
    const { mouId, content, expectedRevision } = command;
    const before = newestMou(state.mous, mouId);
    if (expectedRevision !== undefined && expectedRevision !== before?.revision)
      return refused(refusal("mou.stale", "备忘录已变更,请重新读取 / it has changed, read it again"));
    const faults = [...mouFaults(content), ...(await partiesAtFault(deps, content))];
    if (faults.length > 0)
      return refused(refusal("input.invalid", "请按所列各项更正后重试 / mend the fields named and try again", faults));
    const { version = 0, revision: _, mouId: __, ...said } = before ?? {};
    if (sameContent(said, content)) return accepted({ value: before as Mou });
    const mou: Mou = { mouId, version: version + 1, ...content };
    return accepted({
      value: { ...mou, revision: state.revision + 1 },
      change: { mou, act: { act: "registered", about: { mouId }, versions: [mou.version] } },
    });
  });

const partiesAtFault = async (deps: KeepCatalogueDeps, { parties }: MouContent): Promise<readonly FieldError[]> => {
  const known = await Promise.all(
    parties.map(async ({ agencyId }) => agencyId === undefined || (await deps.agencies.byId(agencyId)) !== undefined),
  );
  return known.flatMap((agency, index) =>
    agency
      ? []
      : [
          {
            field: `parties.${index}.agencyId`,
            code: "agency.unknown",
            detail: "单位未登记 / no agency of this code is registered",
          },
        ],
  );
};
