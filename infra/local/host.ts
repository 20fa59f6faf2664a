import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDeployment } from "./assembly/deployment.ts";
import { endSynth, withFreshAssembly } from "./assembly/fresh-assembly.ts";
import { dropOldCode, readTemplates } from "./assembly/read-templates.ts";
import { resolveStacks } from "./assembly/resolve-stacks.ts";
import { IdleWatch } from "./control/idle.ts";
import { loadSamples } from "./control/load-samples.ts";
import { ownPaths } from "./control/own-paths.ts";
import { printReady } from "./control/print-ready.ts";
import { startMessageEngine } from "./engines/message-engine.ts";
import { startSecretsAndKeys } from "./engines/secrets-and-keys.ts";
import { startTableEngine } from "./engines/table-engine.ts";
import { prepareTables } from "./engines/tables.ts";
import { Activity } from "./functions/activity.ts";
import { CapacityLedger } from "./functions/capacity-ledger.ts";
import { functionEnvironment } from "./functions/function-environment.ts";
import { FunctionPool } from "./functions/function-pool.ts";
import { WriteBell } from "./functions/write-bell.ts";
import { readApi } from "./gateway/api-routes.ts";
import { listenGateway } from "./gateway/server.ts";
import { openTokenIssuer } from "./gateway/token-issuer.ts";
import { openDataFolder } from "./place/data-folder.ts";
import type { HostOptions } from "./place/options.ts";
import { onShutdown } from "./place/shutdown.ts";
import { openStateStore } from "./place/state-store.ts";
import { openClock } from "./place/virtual-clock.ts";
import { Scheduler } from "./sources/scheduler.ts";
import { startSources } from "./sources/start-sources.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const samplesFolder = join(root, "events", "samples");
const samplesKey = "samples.loaded";

/** Starts everything the template asks for, from the ground up; whatever was started is stopped in reverse. */
export const runHost = async (options: HostOptions): Promise<void> => {
  const closing = onShutdown();
  try {
    const data = openDataFolder(options.dataFolder, options.fresh);
    closing.add(() => data.release());
    const gateway = await listenGateway(options.port);
    closing.add(() => gateway.stop());
    closing.add(endSynth);
    const state = openStateStore(data.file("host.db"));
    closing.add(() => state.close());
    const clock = openClock(state, options.clock);
    closing.add(() => clock.close());

    const [engine, messages] = await Promise.all([
      startTableEngine(data, options.fresh).then((started) => {
        closing.add(() => started.stop());
        return started;
      }),
      startMessageEngine(data.file("messages"), state.get<number>("messages.port"), () => clock.now()).then(
        (started) => {
          closing.add(() => started.stop());
          return started;
        },
      ),
    ]);
    engine.onEnd((reason) => void closing.fail(`The DynamoDB engine ended by itself (${reason})`));
    state.set("messages.port", Number(new URL(messages.endpoint).port));

    const address = `http://127.0.0.1:${gateway.port}`;
    const say = (line: string): void => console.log(line);
    const codeFolder = data.file("code");
    mkdirSync(codeFolder, { recursive: true });
    const deployment = await withFreshAssembly(root, say, (folder) =>
      readDeployment(resolveStacks(readTemplates(folder), { api: address, messages: messages.endpoint }), codeFolder),
    );
    dropOldCode(
      codeFolder,
      deployment.functions.map(({ file }) => file),
    );
    const tables = [...deployment.of("AWS::DynamoDB::Table"), ...deployment.of("AWS::DynamoDB::GlobalTable")];
    const streams = await prepareTables(engine, tables);
    messages.prepare(deployment.resources);
    const secretsAndKeys = await startSecretsAndKeys(state, deployment.resources);
    closing.add(() => secretsAndKeys.stop());

    const activity = new Activity();
    const bell = new WriteBell();
    const ledger = new CapacityLedger(tables.map(({ name }) => name));
    const endpoints = { tables: engine.endpoint, messages: messages.endpoint, secretsAndKeys: secretsAndKeys.endpoint };
    const around = {
      environment: functionEnvironment(endpoints),
      logFile: data.logFile,
      compileCache: data.file("compile-cache"),
      clock: clock.shared,
      bell,
      ledger,
      activity,
      tableEndpoint: engine.endpoint,
    };
    const pools = new Map(deployment.functions.map((spec) => [spec.name, new FunctionPool(spec, around)]));
    closing.add(async () => void (await Promise.all([...pools.values()].map((pool) => pool.close()))));

    const sources = startSources(deployment.sources, {
      pools,
      messages,
      client: engine.client,
      streams,
      state,
      clock,
      bell,
      activity,
      ledger,
    });
    closing.add(() => sources.stop());
    const idle = new IdleWatch({ activity, bell, messages, ...sources, failureArns: deployment.failureArns });
    const scheduler = new Scheduler(deployment.schedules, {
      clock,
      state,
      activity,
      targets: { pools, messages },
      settled: (mostMs) => idle.settled(mostMs),
    });
    closing.add(() => scheduler.stop());

    const tokens = await openTokenIssuer(
      address,
      ["agencies.json", "subjects.json"].map((file) => join(samplesFolder, file)),
      state,
      clock,
    );
    const api = readApi(deployment, pools);
    const own = ownPaths({
      ...{ address, clock, scheduler, idle, ledger, messages, tokens },
      secretsAndKeys: secretsAndKeys.endpoint,
      tables: engine.endpoint,
    });
    gateway.open({ api, tokens, clock, own });
    scheduler.start();
    closing.add(() => gateway.stop());

    if (options.samples && state.get(samplesKey) === undefined) {
      await loadSamples(address, samplesFolder, () => idle.settled(120_000));
      if (closing.begun) return;
      state.set(samplesKey, true);
    }
    if (!closing.begun) printReady({ address, data: data.path, now: clock.now(), samplesFolder });
  } catch (problem) {
    if (closing.begun) return;
    await closing.run();
    throw problem;
  }
};
