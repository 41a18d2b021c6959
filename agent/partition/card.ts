import { createHash } from 'node:crypto';
import type {
  Partition,
  PartitionLayout,
  PartitionPlan,
  PartitionProcess,
} from '#schemas/broker/partition';
import type { MigTool } from './mig-tool.ts';
import { layoutOf, wayTo } from './plan-partition.ts';
import { type ReadPartition, readPartition } from './read-partition.ts';

export interface CardDeps {
  readonly tool: MigTool;
  /** `gpu.partitioning` of this agent’s own settings. */
  readonly isAllowed: boolean;
  readonly isRoot: boolean;
  /** Why lanes need the GPUs, in a sentence; null: they do not. */
  readonly lanesOn: string | null;
  /** Who is at work on the card. Throws when the driver does not say. */
  readonly processesOn: (gpuUuid: string) => Promise<PartitionProcess[]>;
}

/** What is known of one card, and what could be made of it. Changes nothing. */
export class Card {
  readonly #deps: CardDeps;

  constructor(deps: CardDeps) {
    this.#deps = deps;
  }

  /** Throws PartitionUnreadableError. */
  async look(gpuUuid: string): Promise<Partition> {
    const found = await readPartition(this.#deps.tool, gpuUuid);
    // A card without MIG has its processes on its own page; here they stand in the way of nothing.
    const processes = found.mode === null ? [] : await this.#deps.processesOn(gpuUuid);
    return { ...found, processes, obstacles: this.#obstacles(found, processes) };
  }

  /** What would be done, or why not in a sentence. Throws PartitionUnreadableError. */
  async plan(
    gpuUuid: string,
    wanted: PartitionLayout,
  ): Promise<{ plan: PartitionPlan } | { refusal: string }> {
    const found = await this.look(gpuUuid);
    const way = wayTo(found, wanted);
    if (way.kind === 'refused') return { refusal: way.sentence };
    if (way.kind === 'nothing') return { refusal: 'The GPU is partitioned like this already.' };
    const before = layoutOf(found);
    const { commands, after, goes } = way;
    const plan = {
      ...{ gpuUuid, before, wanted, commands, after, goes },
      wayBack: wayBack(found, wanted, after),
      obstacles: found.obstacles,
    };
    return { plan: { ...plan, fingerprint: fingerprintOf(plan) } };
  }

  #obstacles(found: ReadPartition, processes: readonly PartitionProcess[]): string[] {
    const { isAllowed, isRoot, lanesOn } = this.#deps;
    if (found.mode === null) return ['This GPU does not support MIG.'];
    return [
      ...(isAllowed ? [] : ['The settings of this agent do not allow it (gpu.partitioning).']),
      ...(isRoot ? [] : ['The agent does not run as root, which the driver asks for.']),
      ...(found.pendingMode === found.mode
        ? []
        : ['A change of the MIG mode waits for a reset of the GPU: restart the machine first.']),
      ...(lanesOn === null ? [] : [lanesOn]),
      ...processes.slice(0, 8).map(sentenceOf),
      ...(processes.length > 8 ? [`${processes.length - 8} more processes are on the GPU.`] : []),
    ];
  }
}

function sentenceOf({ pid, name, jobId }: PartitionProcess): string {
  const whose = jobId === null ? '' : ` of job ${jobId}`;
  return `Process ${pid}${whose} (${name.slice(-120)}) is on the GPU.`;
}

/** From what will be to what is: shown before anything is done. */
function wayBack(
  found: ReadPartition,
  wanted: PartitionLayout,
  after: PartitionPlan['after'],
): string[][] {
  const sizeOf = new Map(found.profiles?.map((one) => [one.profileId, one.placement?.size ?? 1]));
  const instances = after.map(({ profileId, name, start }, i) => ({
    gpuInstance: i,
    profileId,
    name,
    start: start ?? 0,
    size: sizeOf.get(profileId) ?? 1,
    compute: [{ computeInstance: 0, name }],
  }));
  const there = { ...found, mode: wanted.mode, pendingMode: wanted.mode, instances };
  const way = wayTo(there, layoutOf(found));
  return way.kind === 'way' ? way.commands : [];
}

/** The same only while the card is the same and so is what would be done to it. */
function fingerprintOf(plan: Omit<PartitionPlan, 'fingerprint' | 'obstacles'>): string {
  const { gpuUuid, before, wanted, commands, goes } = plan;
  const content = JSON.stringify({ gpuUuid, before, wanted, commands, goes });
  return createHash('sha256').update(content).digest('base64url');
}
