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

/** Errors that our code tells apart by class (`instanceof TransactionCanceledException`); all others go by name. */
export const errorsByClass = ["ConditionalCheckFailedException", "TransactionCanceledException"] as const;
const registering = new RegExp(`^n0_registry\\.registerError\\((?!${errorsByClass.join("|")}).*\\);$`, "gm");

/**
 * A client describes all its operations in one module, some in array literals that esbuild cannot tell to be without
 * effect, because they name their keys by constants. Said to be pure, those of operations that nobody calls are dropped;
 * so are the classes of errors that nobody names (they come as the service's own exception), and all that a client's
 * package.json says but its version.
 */
export const slimSdk: Plugin = {
  name: "slim-sdk",
  setup: (build) => {
    build.onLoad({ filter: /@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return {
        contents: source
          .replace(registering, "")
          .replace(
            /^((?:export )?(?:var|const) \S+ = )(\[.*\]|\[[\s\S]*?\n\]);$/gm,
            "$1/* @__PURE__ */ (() => ($2))();",
          ),
        loader: "js",
      };
    });
    build.onLoad({ filter: /@aws-sdk\/client-[a-z0-9-]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};
