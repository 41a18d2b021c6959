import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { VelocityLimits } from '#schemas/plant/limits';
import { BearingGeometry, IsoGroup, Support } from '#schemas/plant/machine-facts';
import { Rpm } from '#schemas/units/units';

const Words = z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME);

export const MACHINE_KINDS = [
  'motor',
  'pump',
  'fan',
  'blower',
  'compressor',
  'gearbox',
  'turbine',
  'generator',
  'conveyor',
  'mill',
  'mixer',
  'centrifuge',
  'spindle',
  'other',
] as const;
export const MachineKind = z.enum(MACHINE_KINDS);
export type MachineKind = z.infer<typeof MachineKind>;

/**
 * From where the speed of a machine is known. `sensor`: each sensor says its own; `value`: a process value, by MQTT or
 * Sparkplug; `signal`: read from the vibration itself where a line of the shaft is clear, and marked as estimated.
 */
export const SpeedSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('sensor') }),
  z.strictObject({ from: z.literal('fixed'), rpm: Rpm }),
  z.strictObject({
    from: z.literal('value'),
    valueId: z.string().regex(/^pv_[0-9A-Za-z]{1,40}$/, 'This is no process value.'),
    /** Revolutions a minute for each unit of the value. */
    factor: z.number().positive().max(1e6).default(1),
  }),
  z.strictObject({
    from: z.literal('signal'),
    /** Where the shaft can run; outside nothing is taken for it. */
    minRpm: Rpm,
    maxRpm: Rpm,
  }),
]);
export type SpeedSource = z.infer<typeof SpeedSource>;

/** One pair of gears: the driving wheel's teeth and the driven one's. */
export const GearStage = z.strictObject({
  name: Words.nullable().default(null),
  drivingTeeth: z.number().int().min(5).max(2_000),
  drivenTeeth: z.number().int().min(5).max(2_000),
});
export type GearStage = z.infer<typeof GearStage>;

/** One belt with the pulleys that it runs over; mm. */
export const BeltDrive = z.strictObject({
  name: Words.nullable().default(null),
  lengthMm: z.number().positive().max(100_000),
  drivingDiameterMm: z.number().positive().max(20_000),
  drivenDiameterMm: z.number().positive().max(20_000),
});
export type BeltDrive = z.infer<typeof BeltDrive>;

/** What a person says of a machine; null is unknown, and what needs it is not graded. */
export const MachineDetails = z.strictObject({
  machineKind: MachineKind.nullable(),
  manufacturer: Words.nullable(),
  model: Words.nullable(),
  serialNumber: Words.nullable(),
  powerKw: z.number().positive().max(1_000_000).nullable(),
  speed: SpeedSource,
  isoGroup: IsoGroup.nullable(),
  support: Support.nullable(),
  /** Zone boundaries of all its points, unless one has its own. */
  limits: VelocityLimits.nullable(),
  gears: z.array(GearStage).max(12),
  belts: z.array(BeltDrive).max(12),
});
export type MachineDetails = z.infer<typeof MachineDetails>;

/** A machine of which a person said nothing: what its sensors say holds. */
export const NO_MACHINE_DETAILS: MachineDetails = {
  machineKind: null,
  manufacturer: null,
  model: null,
  serialNumber: null,
  powerKw: null,
  speed: { from: 'sensor' },
  isoGroup: null,
  support: null,
  limits: null,
  gears: [],
  belts: [],
};

/** What a person says of a place on a machine. */
export const PositionDetails = z.strictObject({
  bearing: BearingGeometry.nullable(),
  /** Turns of the shaft here for one turn of the machine’s: behind a gear or a belt they differ. */
  speedRatio: z.number().positive().max(1_000),
  /** Zone boundaries of the points here, before the machine's. */
  limits: VelocityLimits.nullable(),
  /** Rigid or flexible is decided where it is measured (ISO 20816-1); null: as the machine. */
  support: Support.nullable(),
});
export type PositionDetails = z.infer<typeof PositionDetails>;

export const NO_POSITION_DETAILS: PositionDetails = {
  bearing: null,
  speedRatio: 1,
  limits: null,
  support: null,
};
