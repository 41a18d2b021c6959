import { TremoloError } from '#schemas/errors/tremolo-error';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import { findBearing } from '#signal/bearings/catalogue';

/** The geometry of a designation or of itself. Throws `settings_invalid` for a designation that the catalogue lacks. */
export function bearingOf(named: string | BearingGeometry): BearingGeometry {
  if (typeof named !== 'string') return named;
  const entry = findBearing(named);
  if (entry !== null) return entry.geometry;
  throw new TremoloError(
    'settings_invalid',
    `The bearing ${named} is not in the catalogue: give its geometry instead.`,
  );
}
