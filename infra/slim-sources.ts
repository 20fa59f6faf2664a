import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

const whenTouched = fileURLToPath(new URL("when-touched.ts", import.meta.url));

/**
 * A constant of a module that a call makes: `const x = z.object({ … });` as prettier writes it, up to the semicolon after
 * which a new statement begins.
 */
const made =
  /^((?:export )?const \w+(?:: [^=\n]+)? = )((?!async\b)[A-Za-z]\w*\s*[.(][\s\S]*?);(?=\n+[^\s)}\]]|\s*$(?![\s\S]))/gm;

/** A described schema is known to a registry by its identity, so it must be itself from the start. */
const isSchema = (expression: string): boolean =>
  /^(z\s*\.|plainText\(|\w*[cC]ontract\(|\w+\s*\.(extend|pick|omit|partial|check|optional|exactOptional)\()/.test(
    expression,
  ) && !/\.(describe|meta)\([^()]*\)$/.test(expression);

const remarks = ["note", "sources", "source", "assumption"];

/**
 * What a policy says about its values is for those who read and check the file; no function asks for it, but for the statutes
 * of the ways of review, which subjects are told.
 */
export const withoutRemarks = (policy: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(policy).flatMap(([name, about]) => {
      if (remarks.includes(name)) return [];
      if (name === "review") return [[name, about]];
      const bare = JSON.stringify(about, (key, value: unknown) => (remarks.includes(key) ? undefined : value));
      return [[name, JSON.parse(bare) as unknown]];
    }),
  );

/** A schema that a route is given: `body: z.object(…)`, or the last thing that a helper like `command(…)` takes. */
const given = /(?<=\n *(?:body|query|params): |\n  )(?=z\.\w+\(|\w+\.(?:extend|pick|omit|partial)\()/g;

/** Where the expression that begins at `start` ends: at the comma or bracket that is not its own. */
const endOf = (text: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') at = text.indexOf('"', at + 1);
    else if (character === "/" && /\/[*/]/.test(text.slice(at, at + 2))) at = text.indexOf("\n", at);
    else if ("([{".includes(character)) depth++;
    else if (depth === 0 && ",)]};".includes(character)) return at;
    else if (")]}".includes(character)) depth--;
  }
  return text.length;
};

/** A route's schemas are its own until a request comes: they are made then. */
const slimRoutes = (text: string): string => {
  let slim = "";
  let done = 0;
  for (const { index } of text.matchAll(given)) {
    if (index < done) continue;
    const end = endOf(text, index);
    slim += `${text.slice(done, index)}/* @__PURE__ */ whenTouched(() => ${text.slice(index, end)})`;
    done = end;
  }
  return slim + text.slice(done);
};

/** What a transition says in words is for those who read the table; no function asks for it. */
const rule = /(\.\.\.(?:row|heard)\((?:[^()"]|"[^"]*")*)"[^"]*"(?=,?\s*\))/g;

const sourceOf = (path: string, text: string): string => {
  if (path.includes("/http/routes/")) return slimRoutes(text);
  return path.endsWith("/transitions.ts") ? text.replace(rule, '$1""') : text;
};

/**
 * Our own modules as bundles take them (ADR 18). Making a constant has no effect but the constant (the house rule that
 * ESLint keeps: no clock, chance or environment at import), so one that a function does not use is dropped; a schema is made
 * when it is first touched, so that a cold start makes those alone that the request needs; and data is text until it is
 * asked for, because text is read many times faster than the object literal that says the same.
 */
export const slimSources: Plugin = {
  name: "slim-sources",
  setup: (build) => {
    build.onLoad({ filter: /\/(shared|events)\/.*\.ts$/ }, async ({ path }) => ({
      contents: `import { whenTouched } from "xinheng:when-touched";
${sourceOf(path, await readFile(path, "utf8")).replace(made, (_, declared: string, expression: string) =>
  isSchema(expression)
    ? `${declared}/* @__PURE__ */ whenTouched(() => ${expression});`
    : `${declared}/* @__PURE__ */ (() => ${expression})();`,
)}`,
      loader: "ts",
    }));
    build.onLoad({ filter: /\/shared\/.*\.json$/ }, async ({ path }) => {
      const read: unknown = JSON.parse(await readFile(path, "utf8"));
      const text = JSON.stringify(
        path.includes("/policy/policies/") ? withoutRemarks(read as Record<string, unknown>) : read,
      );
      return { contents: `export default /* @__PURE__ */ JSON.parse(${JSON.stringify(text)});`, loader: "js" };
    });
    build.onResolve({ filter: /^xinheng:when-touched$/ }, () => ({ path: whenTouched, sideEffects: false }));
  },
};
