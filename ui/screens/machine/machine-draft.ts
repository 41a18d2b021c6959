import { z } from 'zod';
import { MachineDetails } from '#schemas/plant/machine-details';
import { ExternalId, NodeName } from '#schemas/plant/node';
import { machineWords as words } from '../../text/plant-machine.ts';
import { type LimitsDraft, limitsDraftOf, limitsOf } from './limits-draft.ts';
import { typedNumber, typedWord, written } from './typed-number.ts';

/** The form of a machine as it is typed: every field a string, empty for unknown. */
export interface MachineDraft extends LimitsDraft {
  name: string;
  externalId: string;
  machineKind: string;
  manufacturer: string;
  model: string;
  serialNumber: string;
  powerKw: string;
  isoGroup: string;
  support: string;
  speedFrom: string;
  rpm: string;
  minRpm: string;
  maxRpm: string;
  valueId: string;
  factor: string;
}

/** A pair of gears, or a belt, as it is typed. */
export interface GearDraft {
  driving: string;
  driven: string;
}
export interface BeltDraft extends GearDraft {
  length: string;
}

export interface MachineForm {
  readonly draft: MachineDraft;
  readonly gears: readonly GearDraft[];
  readonly belts: readonly BeltDraft[];
}

interface Named {
  readonly name: string;
  readonly externalId: string | null;
}

/** What is known now, as the form shows it. */
export function machineFormOf({ name, externalId }: Named, details: MachineDetails): MachineForm {
  const { speed } = details;
  return {
    draft: {
      name,
      externalId: externalId ?? '',
      machineKind: details.machineKind ?? '',
      manufacturer: details.manufacturer ?? '',
      model: details.model ?? '',
      serialNumber: details.serialNumber ?? '',
      powerKw: written(details.powerKw),
      isoGroup: details.isoGroup ?? '',
      support: details.support ?? '',
      speedFrom: speed.from,
      rpm: speed.from === 'fixed' ? written(speed.rpm) : '',
      minRpm: speed.from === 'signal' ? written(speed.minRpm) : '',
      maxRpm: speed.from === 'signal' ? written(speed.maxRpm) : '',
      valueId: speed.from === 'value' ? speed.valueId : '',
      factor: speed.from === 'value' ? written(speed.factor) : '1',
      ...limitsDraftOf(details.limits),
    },
    gears: details.gears.map((gear) => ({
      driving: written(gear.drivingTeeth),
      driven: written(gear.drivenTeeth),
    })),
    belts: details.belts.map((belt) => ({
      length: written(belt.lengthMm),
      driving: written(belt.drivingDiameterMm),
      driven: written(belt.drivenDiameterMm),
    })),
  };
}

const MachineChange = z.strictObject({
  name: NodeName,
  externalId: ExternalId.nullable(),
  machine: MachineDetails,
});
export type MachineChange = z.infer<typeof MachineChange>;

/** What is wrong in which field; rows of lists as `gears.0.driving`. */
export type MachineIssues = Readonly<Record<string, string>>;

/** The change that the form means, or what is wrong with it. `before` keeps what the form does not show: names of gears. */
export function machineChangeOf(
  { draft, gears, belts }: MachineForm,
  before: MachineDetails,
): { change: MachineChange } | { issues: MachineIssues } {
  const raw = {
    name: draft.name,
    externalId: typedWord(draft.externalId),
    machine: {
      machineKind: typedWord(draft.machineKind),
      manufacturer: typedWord(draft.manufacturer),
      model: typedWord(draft.model),
      serialNumber: typedWord(draft.serialNumber),
      powerKw: typedNumber(draft.powerKw),
      speed: speedOf(draft),
      isoGroup: typedWord(draft.isoGroup),
      support: typedWord(draft.support),
      limits: limitsOf(draft, before.limits),
      gears: gears.map(({ driving, driven }, at) => ({
        name: before.gears[at]?.name ?? null,
        drivingTeeth: typedNumber(driving),
        drivenTeeth: typedNumber(driven),
      })),
      belts: belts.map(({ length, driving, driven }, at) => ({
        name: before.belts[at]?.name ?? null,
        lengthMm: typedNumber(length),
        drivingDiameterMm: typedNumber(driving),
        drivenDiameterMm: typedNumber(driven),
      })),
    },
  };
  const checked = MachineChange.safeParse(raw);
  const issues: Record<string, string> = {};
  if (!checked.success) {
    for (const { path } of checked.error.issues) {
      const field = fieldOf(path);
      issues[field] ??= sentenceFor(field, draft);
    }
  }
  const [slowest, fastest] = [typedNumber(draft.minRpm), typedNumber(draft.maxRpm)];
  if (draft.speedFrom === 'signal' && slowest !== null && fastest !== null && slowest >= fastest) {
    issues.maxRpm ??= words.badSpeeds;
  }
  if (Object.keys(issues).length > 0) return { issues };
  return { change: checked.data as MachineChange };
}

function speedOf(draft: MachineDraft): unknown {
  switch (draft.speedFrom) {
    case 'fixed':
      return { from: 'fixed', rpm: typedNumber(draft.rpm) };
    case 'value':
      return { from: 'value', valueId: draft.valueId.trim(), factor: typedNumber(draft.factor) };
    case 'signal':
      return {
        from: 'signal',
        minRpm: typedNumber(draft.minRpm),
        maxRpm: typedNumber(draft.maxRpm),
      };
    default:
      return { from: 'sensor' };
  }
}

const ROW_FIELDS: Readonly<Record<string, string>> = {
  drivingTeeth: 'driving',
  drivenTeeth: 'driven',
  lengthMm: 'length',
  drivingDiameterMm: 'driving',
  drivenDiameterMm: 'driven',
};

function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second, ...rest] = path.map(String);
  if (first !== 'machine') return first;
  if (second === 'gears' || second === 'belts') {
    return [second, rest[0], ROW_FIELDS[rest[1]] ?? rest[1]].join('.');
  }
  if (second === 'limits') return 'abMmS';
  return second === 'speed' ? (rest[0] ?? 'speedFrom') : second;
}

const WORD_FIELDS = ['name', 'externalId', 'manufacturer', 'model', 'serialNumber', 'valueId'];

function sentenceFor(field: string, draft: MachineDraft): string {
  if (field === 'abMmS') return words.badLimits;
  const typed = draft[field as keyof MachineDraft] ?? '';
  if (field === 'name' && typed.trim() === '') return words.needed;
  return WORD_FIELDS.includes(field) ? words.badWord : words.badNumber;
}
