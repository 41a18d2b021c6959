import { TremoloError } from '#schemas/errors/tremolo-error';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import type { FaultLabel } from '#schemas/readings/finding';
import { bearingOrders } from '../bearings/bearing.ts';
import type { Random } from './random.ts';
import { CageFault } from './sources/cage-fault.ts';
import { Cavitation } from './sources/cavitation.ts';
import { Lubrication } from './sources/lubrication.ts';
import { OilWhirl } from './sources/oil-whirl.ts';
import { RollingFault } from './sources/rolling-fault.ts';
import { imbalance, looseness, misalignment } from './sources/shaft-faults.ts';
import { Wear } from './sources/wear.ts';
import type { Source } from './synth-block.ts';

export type SourceContext = {
  readonly sampleRateHz: number;
  readonly bearing: BearingGeometry | null;
  /** The resonances' gain for white blows. */
  readonly noiseGain: number;
};

/**
 * The source of one fault. Throws `request_invalid` for a rolling-element fault of a machine without bearing geometry:
 * without it there is no frequency to strike at.
 */
export function createFaultSource(
  fault: FaultLabel,
  random: Random,
  context: SourceContext,
): Source {
  const { sampleRateHz, noiseGain } = context;
  switch (fault) {
    case 'imbalance':
      return imbalance(random);
    case 'misalignment':
      return misalignment(random);
    case 'looseness':
      return looseness(random, sampleRateHz);
    case 'lubrication':
      return new Lubrication(random);
    case 'cavitation':
      return new Cavitation(random, sampleRateHz);
    case 'wear':
      return new Wear(random, noiseGain);
    case 'oil_whirl':
      return new OilWhirl(random);
    case 'cage':
      return new CageFault(random, ordersOf(context).ftf, noiseGain);
    default: {
      const orders = ordersOf(context);
      const order = { inner_race: orders.bpfi, outer_race: orders.bpfo, ball: 2 * orders.bsf }[
        fault
      ];
      return new RollingFault(random, fault, order, orders.ftf, noiseGain);
    }
  }
}

function ordersOf(context: SourceContext): ReturnType<typeof bearingOrders> {
  if (context.bearing !== null) return bearingOrders(context.bearing);
  throw new TremoloError('request_invalid', 'A bearing fault needs the geometry of the bearing.');
}
