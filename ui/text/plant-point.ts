import type { LimitsOrigin } from '#schemas/plant/limits';
import type { Mounting } from '#schemas/plant/mounting';

/** Words of where a point stands, how it is mounted and which limits hold for it. */
export const pointPlace = {
  title: 'Mounting and limits',
  stands: 'Stands at',
  nowhere: 'nowhere in the plant yet',
  place: 'Place it',
  orientation: 'Direction',
  orientations: {
    horizontal: 'Horizontal',
    vertical: 'Vertical',
    axial: 'Axial',
    radial: 'Radial',
  } satisfies Record<NonNullable<Mounting['orientation']>, string>,
  angle: 'Angle, clockwise from the top',
  unit: 'Unit of its samples',
  asSensor: 'as its sensor says',
  scale: 'Factor of its samples',
  limits: 'Zones',
  zones: (ab: string, bc: string, cd: string, unit: string) =>
    `A/B ${ab}, B/C ${bc}, C/D ${cd} ${unit}`,
  noZones: 'none: not graded',
  change: 'Limit of change',
  trip: 'Limit to trip',
  unknownLimit: 'unknown: no baseline',
  origins: {
    standard: 'ISO 20816-3',
    baseline: 'from the baseline',
    person: 'entered',
  } satisfies Record<LimitsOrigin, string>,
  edit: 'Edit the mounting',
  lead: 'What is entered here holds from the next window on. Records that were made before stay as they are.',
  saved: 'Saved.',
  restored: 'Changed back.',
  badNumber: 'A number is needed here: an angle below 360, a factor above nought.',
} as const;
