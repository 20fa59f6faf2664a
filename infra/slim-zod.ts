import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Every zod schema carries the means to describe itself as JSON Schema. `z.toJSONSchema`, which the OpenAPI document is made
 * with, brings its own; so schemas do without, and 20 KB stay out of every bundle but that of the one function that describes.
 */
export const slimZod: Plugin = {
  name: "slim-zod",
  setup: (build) => {
    build.onLoad({ filter: /\/zod\/v4\/classic\/schemas\.js$/ }, async ({ path }) => ({
      contents: dropped(await readFile(path, "utf8"), [
        /^ {4}inst\._zod\.processJSONSchema = .*;$/gm,
        /^import \{ createStandardJSONSchemaMethod, createToJSONSchemaMethod \} from .*;$/gm,
        /^ {4}toJSONSchema\(params\) \{\n.*\n {4}\},$/gm,
        /^ {12}jsonSchema: \{\n.*\n.*\n {12}\},$/gm,
      ]),
      loader: "js",
    }));
  },
};

/** The source without these parts; throws when one is not there, because zod has changed. */
const dropped = (source: string, parts: readonly RegExp[]): string =>
  parts.reduce((text, part) => {
    if (text.search(part) < 0) throw new Error(`zod has nothing like ${String(part)} any more`);
    return text.replace(part, "");
  }, source);
