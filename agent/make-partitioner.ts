import { join } from 'node:path';
import type { GpuProcess } from '#schemas/broker/gpu';
import type { PartitionProcess } from '#schemas/broker/partition';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { Card } from './partition/card.ts';
import { MigTool } from './partition/mig-tool.ts';
import { PartitionLedger } from './partition/partition-ledger.ts';
import { Partitioner, type PartitionerDeps } from './partition/partitioner.ts';
import { parseGpuDetails } from './telemetry/gpu-detail.ts';
import type { NvidiaSmi } from './telemetry/nvidia-smi.ts';

const GONE_WITHIN_MS = 120_000;
const LOOK_MS = 250;

export interface PartitionerParts
  extends Pick<PartitionerDeps, 'agentId' | 'pauseWatch' | 'answer' | 'publish'> {
  readonly dataDir: string;
  readonly nvidiaSmi: NvidiaSmi;
  /** Of nvidia-smi. */
  readonly path: string;
  readonly isAllowed: boolean;
  readonly isRoot: boolean;
  readonly lanesOn: string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** To which of the agent’s own jobs or lanes a process belongs. */
  readonly ownerOf: (pid: number) => Pick<GpuProcess, 'jobId' | 'lane'>;
  readonly gone?: (pid: number) => Promise<boolean>;
  /** How long one command may take; 90 s unless told. */
  readonly limitMs?: number;
}

/** What partitions this machine’s GPUs, with its ledger on this agent’s disk. */
export function makePartitioner(parts: PartitionerParts): Partitioner {
  const { nvidiaSmi, path, isAllowed, isRoot, lanesOn, dataDir, ownerOf, gone = isGone } = parts;
  const { agentId, clock, log, pauseWatch, answer, publish } = parts;
  const tool = new MigTool({ path, limitMs: parts.limitMs });
  const processesOn = async (gpuUuid: string): Promise<PartitionProcess[]> => {
    const detail = parseGpuDetails(await nvidiaSmi.details()).get(gpuUuid);
    if (detail === undefined) throw new Error(`nvidia-smi -q -x does not tell of ${gpuUuid}.`);
    return detail.processes.map(({ pid, name, gpuInstance }) => ({
      ...{ pid, name, gpuInstance, jobId: ownerOf(pid).jobId ?? null },
    }));
  };
  return new Partitioner({
    ...{ agentId, tool, clock, log, pauseWatch, answer, publish, gone },
    card: new Card({ tool, isAllowed, isRoot, lanesOn, processesOn }),
    ledger: new PartitionLedger({ file: join(dataDir, 'partition.json') }),
  });
}

async function isGone(pid: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < GONE_WITHIN_MS; waitedMs += LOOK_MS) {
    if (!isThere(pid)) return true;
    await Bun.sleep(LOOK_MS);
  }
  return false;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another account's process is there, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
