import type { RepairCommand } from "../../domain/repair/decide.ts";

type Apply = Extract<RepairCommand, { name: "applyForRepair" }>;

/** What a subject applies with by itself: it stands behind it by its own name where it names nobody. */
export type Application = Omit<Apply, "name" | "applicant"> & { readonly applicant?: Apply["applicant"] | undefined };

/** The same as the counter's command, in the name by which it is recorded. */
export const applied = (application: Application, { name }: { readonly name: string }): Apply => ({
  name: "applyForRepair",
  ...application,
  applicant: application.applicant ?? { name, capacity: "subject" },
});
