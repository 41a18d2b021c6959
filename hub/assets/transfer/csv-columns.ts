import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import type { TransferRow } from './transfer-row.ts';

/** A row of a CSV file on its way to a `TransferRow`: what its schema judges afterwards. */
export interface LooseRow {
  [name: string]: unknown;
  machine?: Record<string, unknown>;
  position?: Record<string, unknown>;
  mounting?: Record<string, unknown>;
  facts?: Record<string, unknown>;
}

export type RowKind = TransferRow['kind'];

/** One column of the CSV file. */
export interface CsvColumn {
  readonly name: string;
  /** Of which kinds of rows it says something; elsewhere its cell has to be empty. */
  readonly of: readonly RowKind[];
  readonly write: (row: TransferRow) => string;
  /** Takes what a cell says; empty is unknown. Throws a refusal. */
  readonly read: (cell: string, into: LooseRow) => void;
}

const NODES: readonly RowKind[] = ['enterprise', 'site', 'area', 'line', 'machine', 'position'];
const MACHINE: readonly RowKind[] = ['machine'];
const POSITION: readonly RowKind[] = ['position'];
const POINT: readonly RowKind[] = ['point'];

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));
const orNull = (cell: string) => (cell === '' ? null : cell);

/** As people type numbers; a comma for the point is refused rather than misread. */
function numberOf(cell: string): number | null {
  if (cell === '') return null;
  if (!/^[+]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(cell)) {
    throw refused('row_no_number', { text: cell });
  }
  return Number(cell);
}

function known(cell: string, count: number, refusal: () => TremoloError): number[] {
  const parts = cell.split(/\s*[;:]\s*/).map((part) => numberOf(part) ?? Number.NaN);
  if (parts.length !== count || parts.some(Number.isNaN)) throw refusal();
  return parts;
}

/** A fact of the machine or the position, of both where both have it. */
function fact(
  name: string,
  part: 'machine' | 'position' | 'mounting' | 'facts',
  key: string,
  of: readonly RowKind[],
  parse: (cell: string) => unknown,
  write: (value: never) => string = textOf,
): CsvColumn {
  return {
    name,
    of,
    write: (row) => {
      const value = (row[part] as Record<string, unknown> | undefined)?.[key];
      return value === null || value === undefined ? '' : write(value as never);
    },
    read: (cell, into) => {
      // Of a point an empty cell says nothing: machine and sensor have their word.
      if (part === 'facts' && cell === '') return;
      const inner: Record<string, unknown> = into[part] ?? {};
      inner[key] = parse(cell);
      into[part] = inner;
    },
  };
}

type Stage = NonNullable<NonNullable<TransferRow['machine']>['gears']>[number];
type Belt = NonNullable<NonNullable<TransferRow['machine']>['belts']>[number];

const listOf = (cell: string) =>
  cell
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);

function named(part: string): [name: string | null, rest: string] {
  const at = part.indexOf('=');
  return at < 0 ? [null, part] : [part.slice(0, at).trim(), part.slice(at + 1)];
}

const gearsOf = (cell: string) =>
  listOf(cell).map((part) => {
    const [name, teeth] = named(part);
    const [drivingTeeth, drivenTeeth] = known(teeth, 2, () => refused('row_gears'));
    return { name, drivingTeeth, drivenTeeth };
  });

const beltsOf = (cell: string) =>
  listOf(cell).map((part) => {
    const [name, sizes] = named(part);
    const refusal = () => refused('row_belts');
    const [lengthMm, drivingDiameterMm, drivenDiameterMm] = known(sizes, 3, refusal);
    return { name, lengthMm, drivingDiameterMm, drivenDiameterMm };
  });

const withName = (name: string | null, rest: string) => (name === null ? rest : `${name}=${rest}`);

function speedOf(cell: string): unknown {
  const [from, ...rest] = cell.split(/\s+/);
  const [one, other] = rest;
  if (cell === '' || cell === 'sensor') return { from: 'sensor' };
  if (from === 'fixed') return { from, rpm: numberOf(one ?? '') };
  if (from === 'value') return { from, valueId: one, factor: numberOf(other ?? '1') };
  if (from === 'signal')
    return { from, minRpm: numberOf(one ?? ''), maxRpm: numberOf(other ?? '') };
  throw refused('row_speed');
}

type Speed = NonNullable<NonNullable<TransferRow['machine']>['speed']>;

function speedText(speed: Speed): string {
  if (speed.from === 'fixed') return `fixed ${speed.rpm}`;
  if (speed.from === 'value') return `value ${speed.valueId} ${speed.factor}`;
  return speed.from === 'signal' ? `signal ${speed.minRpm} ${speed.maxRpm}` : 'sensor';
}

const limitsOf = (cell: string) => {
  if (cell === '') return null;
  const [abMmS, bcMmS, cdMmS] = known(cell, 3, () => refused('row_limits'));
  return { abMmS, bcMmS, cdMmS };
};

type Limits = { abMmS: number; bcMmS: number; cdMmS: number };
const limitsText = ({ abMmS, bcMmS, cdMmS }: Limits) => `${abMmS};${bcMmS};${cdMmS}`;

const CATALOGUE = new Map(
  BEARING_CATALOGUE.map(({ geometry }) => [geometry.designation.toLowerCase(), geometry]),
);

function bearingOf(cell: string): unknown {
  if (cell === '') return null;
  const [designation, sizes] = cell.split('|');
  if (sizes === undefined) {
    const found = CATALOGUE.get(designation.trim().toLowerCase());
    if (found !== undefined) return found;
    throw refused('row_bearing_unknown', { name: designation });
  }
  const [balls, ballDiameterMm, pitchDiameterMm, contactAngleDeg] = known(sizes, 4, () =>
    refused('row_bearing'),
  );
  return {
    designation: designation.trim(),
    balls,
    ballDiameterMm,
    pitchDiameterMm,
    contactAngleDeg,
  };
}

function bearingText(bearing: BearingGeometry): string {
  const { designation, balls, ballDiameterMm, pitchDiameterMm, contactAngleDeg } = bearing;
  if (Bun.deepEquals(CATALOGUE.get(designation.toLowerCase()), bearing)) return designation;
  return `${designation}|${balls}:${ballDiameterMm}:${pitchDiameterMm}:${contactAngleDeg}`;
}

/** One link a line: the address, then the title. */
const linksOf = (cell: string) =>
  cell
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [url, ...title] = line.split(' ');
      return { url, title: title.join(' ').trim() || url.slice(0, 120) };
    });

const either = (
  name: string,
  parse: (cell: string) => unknown,
  write?: (value: never) => string,
) => {
  const parts = {
    machine: fact(name, 'machine', name, MACHINE, parse, write),
    position: fact(name, 'position', name, POSITION, parse, write),
  };
  const of = (kind: unknown) => (kind === 'position' ? parts.position : parts.machine);
  return {
    name,
    of: [...MACHINE, ...POSITION],
    write: (row: TransferRow) => of(row.kind).write(row),
    read: (cell: string, into: LooseRow) => of(into.kind).read(cell, into),
  };
};

const LIMITS_OF_POINT = fact('limits', 'facts', 'limits', POINT, limitsOf, limitsText);
const LIMITS_OF_NODE = either('limits', limitsOf, limitsText);

/** All columns in their order; `kind` and `path` say what the row is about and stand in every file. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  {
    name: 'external_id',
    of: NODES,
    write: ({ externalId }) => textOf(externalId),
    read: (cell, into) => {
      into.externalId = orNull(cell);
    },
  },
  fact('machine_kind', 'machine', 'machineKind', MACHINE, orNull),
  fact('manufacturer', 'machine', 'manufacturer', MACHINE, orNull),
  fact('model', 'machine', 'model', MACHINE, orNull),
  fact('serial_number', 'machine', 'serialNumber', MACHINE, orNull),
  fact('power_kw', 'machine', 'powerKw', MACHINE, numberOf),
  fact('speed', 'machine', 'speed', MACHINE, speedOf, speedText),
  fact('iso_group', 'machine', 'isoGroup', MACHINE, orNull),
  either('support', orNull),
  {
    name: 'limits',
    of: [...MACHINE, ...POSITION, ...POINT],
    write: (row) => (row.kind === 'point' ? LIMITS_OF_POINT : LIMITS_OF_NODE).write(row),
    read: (cell, into) =>
      (into.kind === 'point' ? LIMITS_OF_POINT : LIMITS_OF_NODE).read(cell, into),
  },
  fact('gears', 'machine', 'gears', MACHINE, gearsOf, (gears: Stage[]) =>
    gears.map((one) => withName(one.name, `${one.drivingTeeth}:${one.drivenTeeth}`)).join(' | '),
  ),
  fact('belts', 'machine', 'belts', MACHINE, beltsOf, (belts: Belt[]) =>
    belts
      .map((one) =>
        withName(one.name, `${one.lengthMm}:${one.drivingDiameterMm}:${one.drivenDiameterMm}`),
      )
      .join(' | '),
  ),
  fact('bearing', 'position', 'bearing', POSITION, bearingOf, bearingText),
  fact('speed_ratio', 'position', 'speedRatio', POSITION, (cell) => numberOf(cell) ?? 1),
  {
    name: 'notes',
    of: NODES,
    write: ({ notes }) => notes ?? '',
    read: (cell, into) => {
      into.notes = cell;
    },
  },
  {
    name: 'links',
    of: NODES,
    write: ({ links }) => (links ?? []).map(({ url, title }) => `${url} ${title}`).join('\n'),
    read: (cell, into) => {
      into.links = linksOf(cell);
    },
  },
  {
    name: 'sensor_id',
    of: POINT,
    write: ({ sensorId }) => sensorId ?? '',
    read: (cell, into) => {
      into.sensorId = cell;
    },
  },
  {
    name: 'axis',
    of: POINT,
    write: ({ axis }) => textOf(axis),
    read: (cell, into) => {
      into.axis = numberOf(cell) ?? 0;
    },
  },
  {
    name: 'point_name',
    of: POINT,
    write: ({ name }) => name ?? '',
    read: (cell, into) => {
      if (cell !== '') into.name = cell;
    },
  },
  {
    name: 'tags',
    of: POINT,
    write: ({ tags }) => (tags ?? []).join(', '),
    read: (cell, into) => {
      into.tags = cell
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean);
    },
  },
  fact('orientation', 'mounting', 'orientation', POINT, orNull),
  fact('angle_deg', 'mounting', 'angleDeg', POINT, numberOf),
  fact('unit', 'mounting', 'unit', POINT, orNull),
  fact('scale', 'mounting', 'scale', POINT, (cell) => numberOf(cell) ?? 1),
  fact('baseline_mm_s', 'facts', 'baselineVelocityMmS', POINT, numberOf),
];
