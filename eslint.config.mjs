import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Where results follow from arguments alone: nothing here reads a clock, a random number or the environment. */
const pure = ["kernel", "domain", "app", "policy", "calendar"].map((layer) => `shared/${layer}/**/*.ts`);

const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "The time comes in as an argument." },
  { selector: "CallExpression[callee.name='Date']", message: "The time comes in as an argument." },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "The time comes in as an argument.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Randomness comes in as an argument.",
  },
  {
    selector: "ImportSpecifier[imported.name=/^(random|getRandomValues|webcrypto|generateKey)/]",
    message: "Randomness comes in as an argument.",
  },
];

const forbiddenGlobals = [
  "performance",
  "crypto",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "fetch",
  "Temporal",
].map((name) => ({ name, message: "What is outside comes in as an argument." }));

const noEnvironment = { name: "process", message: "Only a function's index.ts reads the environment." };

const noProcessImport = {
  selector: "ImportDeclaration[source.value=/^(node:)?process$/]",
  message: "Only a function's index.ts reads the environment.",
};

export default defineConfig(
  globalIgnores(["node_modules", "dist", "cdk.out", "coverage", ".data", ".cache"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.ts"] }, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", { max: 260, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // Bundles have no deprecated method of zod's (infra/slim-zod.ts).
      "@typescript-eslint/no-deprecated": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // A handler is asynchronous by contract, whether it waits or not.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["shared/**/*.ts", "events/**/*.ts", "functions/**/*.ts"],
    ignores: ["functions/*/index.ts"],
    rules: {
      "no-restricted-globals": ["error", noEnvironment],
      "no-restricted-syntax": ["error", noProcessImport],
    },
  },
  {
    files: pure,
    rules: {
      "no-restricted-globals": ["error", noEnvironment, ...forbiddenGlobals],
      "no-restricted-syntax": ["error", noProcessImport, ...noClock],
    },
  },
  {
    // Templates and AWS calls are JSON of any shape: `String()` is how they are read.
    files: ["infra/**/*.ts", "test/**/*.ts"],
    rules: { "@typescript-eslint/no-base-to-string": "off" },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines": "off",
      // Tests look into parsed JSON and templates, whose shape they are there to find out.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
    },
  },
);
