import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * zod as a Lambda function needs it (ADR 18). A schema would compile itself at its first parse, which costs a cold start a
 * millisecond or two and is made good after some thousand parses: `jitless`. And every schema carries the means to describe
 * itself as JSON Schema; `z.toJSONSchema`, which the OpenAPI document is made with, brings its own, so they do without. A string
 * has a deprecated method for every format (`z.string().email()`), which ESLint refuses: without them only the formats are
 * bundled that are asked for by name (`z.url()`).
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
        /^ {4}\w+\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},?$/gm,
      ]),
      loader: "js",
    }));
    build.onLoad({ filter: /\/zod\/v4\/core\/core\.js$/ }, async ({ path }) => ({
      contents: changed(
        await readFile(path, "utf8"),
        /__zod_globalConfig = \{\}/,
        "__zod_globalConfig = { jitless: true }",
      ),
      loader: "js",
    }));
  },
};

/** The source without these parts. */
const dropped = (source: string, parts: readonly RegExp[]): string =>
  parts.reduce((text, part) => changed(text, part, ""), source);

/** The source with a part replaced; throws when it is not there, because zod has changed. */
const changed = (source: string, part: RegExp, by: string): string => {
  if (source.search(part) < 0) throw new Error(`zod has nothing like ${String(part)} any more`);
  return source.replace(part, by);
};
