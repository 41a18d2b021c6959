/** `bun run agent -- --check`: whether this machine can carry an agent, and what to do where it cannot. */
import { statSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import type { GpuState } from '#schemas/broker/gpu';
import type { Finding } from '#schemas/broker/preflight';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { tryBroker } from './broker/broker-trial.ts';
import {
  clockSynchronised,
  diskFreeMb,
  findLibraries,
  obstacleToWriting,
} from './health/machine.ts';
import { CUDA_LIBRARIES, type MachineFacts, preflight } from './health/preflight-checks.ts';
import { probeInChild } from './inference/choose-provider.ts';
import type { ProbeResult, Provider } from './inference/provider-probe.ts';
import { GpuWatch } from './telemetry/gpu-watch.ts';
import { NvidiaSmi } from './telemetry/nvidia-smi.ts';

const PROVIDERS: readonly Provider[] = ['tensorrt', 'cuda', 'webgpu', 'cpu'];
const GPU_LIMIT_MS = 25_000;
const LOOK_MS = 50;
const MARKS = { ok: '  ok  ', absent: '  --  ', warning: ' WARN ', failed: ' FAIL ' } as const;

/** What an agent that runs knows already: neither its cards nor its connection are tried a second time. */
export interface Known {
  readonly gpus: GpuState;
  readonly isConnected: boolean;
}

/** Looks at everything, changes nothing but that it makes the data folder. */
export async function checkMachine(settings: AgentSettings, known?: Known): Promise<Finding[]> {
  const { agentId, dataDir, outbox, lanes, provider, broker, nvidiaSmi } = settings;
  const cores = availableParallelism();
  const dataDirObstacle = obstacleToWriting(dataDir);
  const [gpu, libraries, providers, obstacle, synchronised, freeMb] = await Promise.all([
    known?.gpus ?? lookAtGpus(nvidiaSmi),
    findLibraries(Object.keys(CUDA_LIBRARIES)),
    probeAll(),
    known?.isConnected ? null : tryBroker(broker, agentId),
    clockSynchronised(),
    diskFreeMb(dataDir),
  ]);
  const facts: MachineFacts = {
    platform: process.platform,
    nowMs: Date.now(),
    builtMs: statSync(join(import.meta.dirname, '..', 'package.json')).mtimeMs,
    clockSynchronised: synchronised,
    dataDir,
    dataDirObstacle,
    diskFreeMb: freeMb,
    outboxMb: outbox.maxMb,
    memoryFreeMb: freemem() / 1_048_576,
    lanes: lanes || cores,
    cores,
    gpus: gpu.gpus,
    gpuTrouble: gpu.trouble,
    libraries,
    asked: provider,
    providers,
    broker: { url: broker.url, obstacle },
  };
  return preflight(facts);
}

/** A line for each finding, and below it what to do. */
export function asText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, says, fix }) => [
    `[${MARKS[state]}] ${check}: ${says}`,
    ...(fix === null ? [] : [`         → ${fix}`]),
  ]);
  const failed = findings.filter(({ state }) => state === 'failed').length;
  const verdict =
    failed === 0
      ? 'This machine can carry an agent.'
      : `${failed} to mend before an agent runs well here.`;
  return `${[...lines, verdict].join('\n')}\n`;
}

async function probeAll(): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  // One by one: the probe of several stops at the first that works.
  for (const provider of PROVIDERS) results.push(...(await probeInChild([provider])));
  return results;
}

/** The first whole picture: all cards, with details where the driver gives them. */
async function lookAtGpus(path: string): Promise<GpuState> {
  const watch = new GpuWatch({
    nvidiaSmi: new NvidiaSmi({ path }),
    clock: Date.now,
    log: () => undefined,
  });
  watch.start();
  try {
    const untilMs = Date.now() + GPU_LIMIT_MS;
    for (;;) {
      const { gpus, trouble } = watch.state();
      const isWhole = gpus.length > 0 && watch.isDetailed;
      if (trouble !== null || isWhole || Date.now() > untilMs) return { gpus, trouble };
      await Bun.sleep(LOOK_MS);
    }
  } finally {
    watch.stop();
  }
}
