import type { PartitionInstance, PartitionProfile } from '#schemas/broker/partition';

/** nvidia-smi printed something that is not understood: nothing is taken from it. */
export class MigOutputError extends Error {}

const BORDER = /^\+[-=+]*\+$|^\|=+\|$/;
/** The second line of a row, with more engines, and the words of the head. */
const MORE = /^\|[\s\d]+\|$/;
const HEAD = /^\| *(GPU\b|Instance\b|ID\b|Free\/Total\b|\(MIG\)|CE\b)/;
/** What it says where there is none; behind a colon the driver's reason, of which only this one means that there is none. */
const NONE = /^No (MIG-enabled devices|GPU instances|compute instances) found(: Not Found)?\.?$/im;

const PROFILE =
  /^\|\s+\d+\s+MIG\s+(\S+)\s+(\d+)\s+\d+\/(\d+)\s+(\d+(?:\.\d+)?)\s+(?:Yes|No)\s+(\d+)\s/;
const PLACEMENT = /^GPU\s+\d+\s+Profile ID\s+(\d+)\s+Placements?\s*:\s*\{([\d,]*)\}:(\d+)$/;
const INSTANCE = /^\|\s+\d+\s+MIG\s+(\S+)\s+(\d+)\s+(\d+)\s+(\d+):(\d+)\s+\|$/;
const COMPUTE = /^\|\s+\d+\s+(\d+)\s+MIG\s+(\S+)\s+\d+\s+(\d+)\s+(?:\d+:\d+\s+)?\|$/;

/** `nvidia-smi mig -i <one GPU> -lgip`; null where the driver lists none while MIG is off. */
export function parseProfiles(text: string): Omit<PartitionProfile, 'placement'>[] | null {
  return (
    rowsOf(text, 'GPU instance profiles:', PROFILE)?.map(
      ([name, profileId, total, memoryGib, multiprocessors]) => ({
        profileId: Number(profileId),
        name,
        total: Number(total),
        memoryGib: Number(memoryGib),
        multiprocessors: Number(multiprocessors),
      }),
    ) ?? null
  );
}

/** `nvidia-smi mig -i <one GPU> -lgipp`, by profile; empty where the driver lists none or does not know the question. */
export function parsePlacements(text: string): Map<number, { starts: number[]; size: number }> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const found = PLACEMENT.exec(line.trim());
      if (found === null) return [];
      const [, profileId, starts, size] = found;
      const list = starts === '' ? [] : starts.split(',').map(Number);
      return [[Number(profileId), { starts: list, size: Number(size) }] as const];
    }),
  );
}

/** `nvidia-smi mig -i <one GPU> -lgi`, without compute instances. */
export function parseGpuInstances(text: string): Omit<PartitionInstance, 'compute'>[] {
  const rows = rowsOf(text, 'GPU instances:', INSTANCE) ?? [];
  return rows.map(([name, profileId, gpuInstance, start, size]) => ({
    gpuInstance: Number(gpuInstance),
    profileId: Number(profileId),
    name,
    start: Number(start),
    size: Number(size),
  }));
}

/** `nvidia-smi mig -i <one GPU> -lci`: which lie in which GPU instance. */
export function parseComputeInstances(
  text: string,
): { gpuInstance: number; computeInstance: number; name: string }[] {
  const rows = rowsOf(text, 'Compute instances:', COMPUTE) ?? [];
  return rows.map(([gpuInstance, name, computeInstance]) => ({
    gpuInstance: Number(gpuInstance),
    computeInstance: Number(computeInstance),
    name,
  }));
}

/** Cells of each row of the table with this title; null where it says that there is none. Throws at a line that is neither. */
function rowsOf(text: string, title: string, row: RegExp): string[][] | null {
  if (NONE.test(text)) return null;
  const lines = text.split('\n').map((line) => line.trimEnd());
  const at = lines.findIndex((line) => line.startsWith(`| ${title}`));
  if (at < 0) throw new MigOutputError(`nvidia-smi did not print "${title}".`);
  return lines.slice(at + 1).flatMap((line) => {
    const found = row.exec(line);
    if (found !== null) return [found.slice(1)];
    if (line === '' || BORDER.test(line) || MORE.test(line) || HEAD.test(line)) return [];
    throw new MigOutputError(`nvidia-smi printed a line that is not understood: ${line.trim()}`);
  });
}
