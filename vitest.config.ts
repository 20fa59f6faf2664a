import { defineConfig } from "vitest/config";

/** The kinds of test, each in its folder. `long` is not part of `npm test`. */
const parallel = ["unit", "property", "contract", "infra", "integration"];
/** Each file starts a host of its own: two at once for the two cores, and those that mostly wait beside them. */
const hosted = { e2e: true, waiting: false, long: false };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      ...parallel.map((name) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          setupFiles: ["test/support/seeded.ts"],
          // Modules keep nothing that another file could find changed: what a worker has loaded, its next file finds loaded.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Template tests look at resources; the rules have a test of their own, which turns them on.
          ...(name === "infra" ? { env: { CDK_VALIDATION: "false" } } : {}),
        },
      })),
      ...Object.entries(hosted).map(([name, fileParallelism]) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          fileParallelism,
          testTimeout: name === "long" ? 3_600_000 : 120_000,
          hookTimeout: 120_000,
        },
      })),
    ],
  },
});
