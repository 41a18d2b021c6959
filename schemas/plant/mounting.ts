import { z } from 'zod';
import { SignalUnit } from '#schemas/units/units';

/** In which direction a point measures. */
export const Orientation = z.enum(['horizontal', 'vertical', 'axial', 'radial']);
export type Orientation = z.infer<typeof Orientation>;

/** How a sensor's axis is mounted and read, as a person says it. */
export const Mounting = z.strictObject({
  orientation: Orientation.nullable(),
  /** Of a radial direction, seen from the driver: degrees clockwise from twelve o'clock. */
  angleDeg: z.number().min(0).lt(360).nullable(),
  /** In place of the unit that the sensor says; null: as the sensor says. */
  unit: SignalUnit.nullable(),
  /** What its samples are multiplied by, for a sensor that was calibrated afterwards. */
  scale: z.number().positive().min(1e-6).max(1e6),
});
export type Mounting = z.infer<typeof Mounting>;

/** As the sensor says, and no direction known. */
export const PLAIN_MOUNTING: Mounting = { orientation: null, angleDeg: null, unit: null, scale: 1 };
