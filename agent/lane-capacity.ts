import type { AssignedPoint } from '#schemas/broker/messages';
import { newId } from '#schemas/ids/ids';
import { ReadingWay, type ReadingWayParts } from './flows.ts';
import { MEASURED_SENSORS, measureCapacity } from './health/measure-capacity.ts';

const LIMIT_MS = 800;
/** The rate of a usual digital sensor, where no model names one. */
const USUAL_RATE_HZ = 25_600;

/** The windows a second that the whole reading way of a lane carries here, its results thrown away. */
export async function measureLane(parts: ReadingWayParts): Promise<number> {
  const way = new ReadingWay({
    ...parts,
    onChange: () => undefined,
    onSummary: () => undefined,
    sendView: () => true,
  });
  way.points.assign(Array.from({ length: MEASURED_SENSORS }, measuredPoint), [], {});
  const trained = parts.model?.card.sampleRateHz.trained;
  return measureCapacity({
    way: {
      accept: (index, bytes) => way.frame(sensorOf(index), bytes, parts.clock()),
      settle: () => way.settle(),
    },
    windowSamples: parts.windowSamples,
    sampleRateHz: trained ?? USUAL_RATE_HZ,
    clock: parts.clock,
    limitMs: LIMIT_MS,
  });
}

function sensorOf(index: number): string {
  return `measured-${index}`;
}

/** A point of which all is known, so that every rule has to be worked out. */
function measuredPoint(_: unknown, index: number): AssignedPoint {
  return {
    pointId: newId('pt'),
    sensorId: sensorOf(index),
    axis: 0,
    unit: 'g',
    facts: {
      speedRpm: 1480,
      powerKw: 55,
      isoGroup: 'group2',
      support: 'rigid',
      baselineVelocityMmS: null,
      bearing: {
        designation: '6205',
        balls: 9,
        ballDiameterMm: 7.94,
        pitchDiameterMm: 39.04,
        contactAngleDeg: 0,
      },
    },
  };
}
