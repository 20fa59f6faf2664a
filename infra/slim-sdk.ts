import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * What the SDK carries for other places than a Lambda function. The runtime hands credentials over in the environment,
 * which is asked first; these providers are imported only when it finds none there.
 */
export const neverAsked = [
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@aws-sdk/credential-provider-http",
  "@smithy/credential-provider-imds",
] as const;

/**
 * A client describes all its operations in one module, S3 in array literals that esbuild cannot tell to be without
 * effect, because some name their keys by constants. Said to be pure, those of operations that nobody calls are dropped.
 */
export const pureSchemas: Plugin = {
  name: "pure-schemas",
  setup: (build) => {
    build.onLoad({ filter: /@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        /^((?:export )?(?:var|const) \S+ = )(\[.*\]|\[[\s\S]*?\n\]);$/gm,
        "$1/* @__PURE__ */ (() => ($2))();",
      ),
      loader: "js",
    }));
  },
};
