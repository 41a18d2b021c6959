import type { Partition, PartitionProfile } from '#schemas/broker/partition';
import type { MigTool } from './mig-tool.ts';
import {
  MigOutputError,
  parseComputeInstances,
  parseGpuInstances,
  parsePlacements,
  parseProfiles,
} from './parse-mig.ts';

/** The driver does not answer, or not in words that are understood: nothing is known of the card, and nothing is done to it. */
export class PartitionUnreadableError extends Error {}

export type ReadPartition = Pick<
  Partition,
  'gpuUuid' | 'mode' | 'pendingMode' | 'profiles' | 'instances'
>;

/** The card as its driver tells of it now. Throws PartitionUnreadableError. */
export async function readPartition(tool: MigTool, gpuUuid: string): Promise<ReadPartition> {
  const [mode, pendingMode] = await modesOf(tool, gpuUuid);
  if (mode === null) return { gpuUuid, mode, pendingMode, profiles: null, instances: [] };
  const ask = (question: string) => outputOf(tool, ['mig', '-i', gpuUuid, question]);
  try {
    const profiles = parseProfiles(await ask('-lgip'));
    const placements = parsePlacements(await ask('-lgipp'));
    const instances = mode === 'enabled' ? parseGpuInstances(await ask('-lgi')) : [];
    const compute = instances.length > 0 ? parseComputeInstances(await ask('-lci')) : [];
    return {
      gpuUuid,
      mode,
      pendingMode,
      profiles: profiles?.map((one) => withPlacement(one, placements)) ?? null,
      instances: instances.map((one) => ({
        ...one,
        compute: compute
          .filter(({ gpuInstance }) => gpuInstance === one.gpuInstance)
          .map(({ computeInstance, name }) => ({ computeInstance, name })),
      })),
    };
  } catch (error) {
    if (!(error instanceof MigOutputError)) throw error;
    throw new PartitionUnreadableError(error.message, { cause: error });
  }
}

function withPlacement(
  profile: Omit<PartitionProfile, 'placement'>,
  placements: ReadonlyMap<number, { starts: number[]; size: number }>,
): PartitionProfile {
  return { ...profile, placement: placements.get(profile.profileId) ?? null };
}

const FIELDS = 'uuid,mig.mode.current,mig.mode.pending';

/** Null where the card answers `[N/A]`: it has no MIG. */
async function modesOf(
  tool: MigTool,
  gpuUuid: string,
): Promise<[Partition['mode'], Partition['mode']]> {
  const args = [`--query-gpu=${FIELDS}`, '--format=csv,noheader', '-i', gpuUuid];
  const { exitCode, output } = await tool.run(args);
  const cells = output.trim().split(', ');
  // Drivers from before MIG do not know the fields at all.
  if (/is not a valid field to query/.test(output)) return [null, null];
  if (exitCode !== 0 || cells.length !== 3 || cells[0] !== gpuUuid) {
    throw new PartitionUnreadableError(firstLine(output));
  }
  const mode = (cell: string): Partition['mode'] => {
    const word = cell.trim().toLowerCase();
    if (word === 'enabled' || word === 'disabled') return word;
    if (/^\[?(n\/a|not supported)\]?$/.test(word)) return null;
    throw new PartitionUnreadableError(`nvidia-smi calls the MIG mode "${cell.trim()}".`);
  };
  return [mode(cells[1]), mode(cells[2])];
}

/** Lists end with a code of their own where there is nothing to list: what was printed decides. */
async function outputOf(tool: MigTool, args: readonly string[]): Promise<string> {
  const { exitCode, output } = await tool.run(args);
  if (exitCode === null) throw new PartitionUnreadableError('nvidia-smi does not answer.');
  return output;
}

function firstLine(output: string): string {
  const line = output.split('\n').find((one) => one.trim() !== '');
  return (line ?? 'nvidia-smi said nothing.').trim().slice(0, 240);
}
