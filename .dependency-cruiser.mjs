/**
 * Who may import whom (docs: the table in DESIGN). Everything that is not allowed here is forbidden: each layer has one
 * rule, made from what it may import. `test/unit/boundaries.test.ts` breaks every one of them to see it fail.
 */

const layer = {
  events: "^events/",
  kernel: "^shared/kernel/",
  domain: "^shared/domain/",
  calendar: "^shared/calendar/",
  policy: "^shared/policy/",
  ports: "^shared/ports/",
  app: "^shared/app/",
  adapters: "^shared/adapters/",
  http: "^shared/http/",
  env: "^functions/[^/]+/env\\.ts$",
};

const npm = (name) => `(^|/)node_modules/${name}/`;
const zod = npm("zod");

/** @type {readonly { name: string, because: string, from: object, may: readonly string[], node?: boolean }[]} */
const table = [
  {
    name: "events",
    because: "contracts that others may copy stand on nothing but zod",
    from: { path: layer.events },
    may: [layer.events, zod],
  },
  {
    name: "kernel",
    because: "it is the ground: hashing is pure, so node:crypto is let in, and ESLint keeps its randomness out",
    from: { path: layer.kernel },
    may: [layer.kernel, zod, "^crypto$"],
  },
  {
    name: "domain",
    because: "rules are pure: no adapter, no clock, no framework",
    from: { path: layer.domain },
    may: [layer.domain, layer.events, layer.kernel, zod],
  },
  {
    name: "calendar",
    because: "the calendar knows days, not what they are for",
    from: { path: layer.calendar },
    may: [layer.calendar, layer.events, layer.kernel, zod],
  },
  {
    name: "policy",
    because: "policies are data of the domain",
    from: { path: layer.policy },
    may: [layer.policy, layer.domain, layer.events, layer.kernel, zod],
  },
  {
    name: "ports",
    because: "a port is said in the words of the domain, not of a technology",
    from: { path: layer.ports },
    may: [layer.ports, layer.domain, layer.events, layer.kernel],
  },
  {
    name: "app",
    because: "a use case reaches the world through ports alone",
    from: { path: layer.app },
    may: [layer.app, layer.domain, layer.calendar, layer.policy, layer.ports, layer.events, layer.kernel],
  },
  {
    name: "adapters",
    because: "an adapter fills a port, and knows no use case and no HTTP",
    from: { path: layer.adapters },
    may: [
      layer.adapters,
      layer.ports,
      layer.domain,
      layer.events,
      layer.kernel,
      zod,
      npm("@aws-sdk/[^/]+"),
      npm("@smithy/[^/]+"),
      npm("csv-parse"),
      npm("standardwebhooks"),
      npm("saxes"),
      npm("hucre"),
    ],
    node: true,
  },
  {
    name: "http",
    because: "it is the only place that knows the gateway's frameworks, and knows nothing of storage",
    from: { path: layer.http },
    may: [
      layer.http,
      layer.domain,
      layer.ports,
      layer.events,
      layer.kernel,
      zod,
      npm("zod-openapi"),
      npm("@middy/[^/]+"),
      npm("@aws-lambda-powertools/[^/]+"),
      npm("@types/aws-lambda"),
    ],
    node: true,
  },
  { name: "function-env", because: "a schema of text", from: { path: layer.env }, may: [zod] },
  {
    name: "function-handler",
    because: "a handler is composed by its index; it reaches no adapter and no rule",
    from: { path: "^functions/([^/]+)/", pathNot: "/(index|env)\\.ts$" },
    may: [
      "^functions/$1/(?!index|env)",
      npm("@types/aws-lambda"),
      layer.app,
      layer.domain,
      layer.ports,
      layer.http,
      layer.events,
      layer.kernel,
    ],
  },
  {
    name: "function-index",
    because: "the composition root of one function, which never is another's",
    from: { path: "^functions/([^/]+)/index\\.ts$" },
    may: [
      "^functions/$1/",
      layer.app,
      layer.ports,
      layer.http,
      layer.adapters,
      layer.policy,
      layer.calendar,
      layer.domain,
      layer.events,
      layer.kernel,
    ],
    node: true,
  },
  {
    name: "infra",
    because:
      "infrastructure knows contracts and env schemas, and what a policy file may be, never code that runs; redriving asks the queues, rotating the secret",
    from: { path: "^infra/", pathNot: "^infra/(local|commands)/" },
    may: [
      "^infra/(?!local/|commands/)",
      layer.env,
      "^shared/policy/schema\\.ts$",
      "^shared/http/route\\.ts$",
      "^shared/http/routes/index\\.ts$",
      zod,
      npm("aws-cdk-lib"),
      npm("constructs"),
      npm("cdk-nag"),
      npm("esbuild"),
      npm("@aws-sdk/client-sqs"),
      npm("@aws-sdk/client-secrets-manager"),
    ],
    node: true,
  },
  {
    name: "infra-commands",
    because: "an operator's command is wired as a function's index is, and speaks no HTTP of ours",
    from: { path: "^infra/commands/" },
    may: [
      "^infra/commands/",
      layer.app,
      layer.ports,
      layer.adapters,
      layer.policy,
      layer.calendar,
      layer.domain,
      layer.events,
      layer.kernel,
      npm("@aws-sdk/[^/]+"),
    ],
    node: true,
  },
  {
    name: "infra-local",
    because: "the host reads the assembly; it never imports product source",
    from: { path: "^infra/local/" },
    may: ["^infra/local/", "(^|/)node_modules/"],
    node: true,
  },
];

const layerRule = ({ name, because, from, may, node }) => ({
  name,
  comment: because,
  severity: "error",
  from,
  to: { pathNot: [...may], ...(node ? { dependencyTypesNot: ["core"] } : {}) },
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...table.map(layerRule),
    {
      name: "ports-as-types",
      comment: "who speaks HTTP may say what it needs, and gets it from the function's index",
      severity: "error",
      from: { path: ["^shared/http/", "^functions/"] },
      to: { path: layer.ports, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "domain-as-types",
      comment: "a handler may name what a use case answers; to call a rule it goes through a use case",
      severity: "error",
      from: { path: "^functions/", pathNot: "/index\\.ts$" },
      to: { path: layer.domain, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      comment: "each part can be read by itself",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-cycles-of-folders",
      comment: "of two rooms of the house one stands on the other, so that each can be read by itself",
      severity: "error",
      scope: "folder",
      from: { path: "^shared/" },
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "an import that leads nowhere is not checked by any rule above",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "known-layer",
      comment: "a new folder needs a row in the table above",
      severity: "error",
      from: {
        path: "^(shared|events|functions|infra)/",
        pathNot: [...Object.values(layer), "^functions/[^/]+/", "^infra/"],
      },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types", "default"] },
  },
};
