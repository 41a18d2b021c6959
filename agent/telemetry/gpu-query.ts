import type { GpuReport, THROTTLE_REASONS } from '#schemas/broker/gpu';

/** Bits of `clocks_event_reasons.active`, as nvml.h defines them. */
const THROTTLE_BITS: readonly [bigint, (typeof THROTTLE_REASONS)[number]][] = [
  [0x1n, 'gpu_idle'],
  [0x2n, 'applications_clocks_setting'],
  [0x4n, 'sw_power_cap'],
  [0x8n, 'hw_slowdown'],
  [0x10n, 'sync_boost'],
  [0x20n, 'sw_thermal_slowdown'],
  [0x40n, 'hw_thermal_slowdown'],
  [0x80n, 'hw_power_brake_slowdown'],
  [0x100n, 'display_clocks_setting'],
];

/** What is asked of nvidia-smi; of several spellings the first that the driver knows: names changed with R535 and later. */
export const QUERY_FIELDS = {
  index: ['index'],
  uuid: ['uuid'],
  name: ['name'],
  busId: ['pci.bus_id'],
  driver: ['driver_version'],
  memoryTotalMb: ['memory.total'],
  memoryUsedMb: ['memory.used'],
  utilisation: ['utilization.gpu'],
  temperatureC: ['temperature.gpu'],
  powerW: ['power.draw', 'power.draw.instant'],
  powerLimitW: ['enforced.power.limit', 'power.limit'],
  clockMhz: ['clocks.current.sm', 'clocks.sm'],
  memoryClockMhz: ['clocks.current.memory', 'clocks.mem'],
  throttle: ['clocks_event_reasons.active', 'clocks_throttle_reasons.active'],
} as const;
export type QueryField = keyof typeof QUERY_FIELDS;

/** How a driver refuses a field that it does not know; the whole query then fails. */
const UNKNOWN_FIELD = /Field "([^"]+)" is not a valid field to query/;

/** The spellings to ask with next, after the driver refused one; null when its message is about something else. */
export function withoutRefused(asked: AskedFields, message: string): AskedFields | null {
  const refused = UNKNOWN_FIELD.exec(message)?.[1];
  const at = asked.findIndex(({ spelling }) => spelling === refused);
  const found = asked[at];
  if (found === undefined) return null;
  const spellings: readonly string[] = QUERY_FIELDS[found.field];
  const next = spellings[spellings.indexOf(found.spelling) + 1];
  const replacement = next === undefined ? [] : [{ field: found.field, spelling: next }];
  return [...asked.slice(0, at), ...replacement, ...asked.slice(at + 1)];
}

export type AskedFields = readonly { readonly field: QueryField; readonly spelling: string }[];

/** Everything, in its present spelling. */
export const ALL_FIELDS: AskedFields = Object.entries(QUERY_FIELDS).map(([field, [spelling]]) => ({
  field: field as QueryField,
  spelling,
}));

/**
 * One line of `--format=csv,noheader,nounits`. Null when it is no line of these fields: nvidia-smi prints errors between them.
 * A field that the card does not have (`[N/A]`, `[Not Supported]`) is null.
 */
export function parseQueryLine(line: string, asked: AskedFields): GpuReport | null {
  const cells = line.split(', ');
  if (cells.length !== asked.length) return null;
  const read = new Map(asked.map(({ field }, i) => [field, textOf(cells[i] ?? '')]));
  const number = (field: QueryField) => numberOf(read.get(field) ?? null);
  const uuid = read.get('uuid') ?? null;
  const index = number('index');
  if (uuid === null || index === null) return null;
  const utilisation = number('utilisation');
  return {
    uuid,
    index,
    name: read.get('name') ?? 'GPU',
    busId: read.get('busId') ?? '',
    driver: read.get('driver') ?? '',
    state: LOST.test(line) ? 'lost' : 'ok',
    memoryTotalMb: number('memoryTotalMb'),
    memoryUsedMb: number('memoryUsedMb'),
    utilisation: utilisation === null ? null : utilisation / 100,
    temperatureC: number('temperatureC'),
    powerW: number('powerW'),
    powerLimitW: number('powerLimitW'),
    clockMhz: number('clockMhz'),
    memoryClockMhz: number('memoryClockMhz'),
    throttle: throttleOf(read.get('throttle') ?? null),
    detail: null,
  };
}

/** What stands in every cell once the driver has lost a card. */
const LOST = /\[(GPU is lost|GPU requires reset|Unknown Error)\]/i;

function textOf(cell: string): string | null {
  const text = cell.trim();
  return text === '' || /^(\[.*\]|N\/A)$/i.test(text) ? null : text;
}

function numberOf(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function throttleOf(text: string | null): GpuReport['throttle'] {
  if (text === null || !/^0x[0-9a-f]+$/i.test(text)) return null;
  const bits = BigInt(text);
  return THROTTLE_BITS.filter(([bit]) => (bits & bit) !== 0n).map(([, reason]) => reason);
}
