import { expect, test } from 'bun:test';
import type { AssignedPoint } from '#schemas/broker/messages';
import { FrameDecoder } from '#schemas/frames/decode';
import { newId } from '#schemas/ids/ids';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { hearSpeed, LanePoints } from './lane-points.ts';
import { WindowCutter } from './readings/window-cutter.ts';

const pointId = newId('pt');
const RANGE = { minRpm: 600, maxRpm: 3_600 };

function lane() {
  const points = new LanePoints({
    decoder: new FrameDecoder(),
    cutter: new WindowCutter(2_048, 2_048),
    rateRule: null,
    thresholds: null,
    sink: {
      window: () => undefined,
      restart: () => undefined,
      absent: () => undefined,
      isDue: () => false,
      passedOver: () => undefined,
    },
    rings: null,
    clock: () => 0,
    onChange: () => undefined,
    onSummary: () => undefined,
  });
  const assign = (facts: Partial<MachineFacts>, more: Partial<AssignedPoint> = {}) => {
    const known = { ...UNKNOWN_MACHINE, ...facts };
    const assigned = { pointId, sensorId: 's-1', axis: 0, unit: 'g' as const, facts: known };
    points.assign([{ ...assigned, ...more }], [], {});
    return points.point(pointId)!;
  };
  return { assign };
}

test('the speed that the signal tells counts for the point, until a person says one', () => {
  const { assign } = lane();
  const point = assign({ speedFromSignal: RANGE });
  for (let i = 0; i < 12; i++) hearSpeed(point, point.speed!, 25);
  expect(point.facts).toMatchObject({ speedRpm: 1_500, speedFromSignal: RANGE });
  // The same assignment again, as each change of another point brings it, takes nothing away.
  expect(assign({ speedFromSignal: RANGE }).facts.speedRpm).toBe(1_500);
  const said = assign({ speedRpm: 1_480 });
  expect([said.facts.speedRpm, said.speed]).toEqual([1_480, null]);
});

test('a point whose speed is said, or that nobody wants estimated, has no estimate', () => {
  const { assign } = lane();
  expect(assign({}).speed).toBeNull();
  expect(assign({ speedRpm: 1_480, speedFromSignal: RANGE }).speed).toBeNull();
});

test('another scale makes it another stream, other facts do not', () => {
  const { assign } = lane();
  const first = assign({});
  expect(assign({ powerKw: 30 })).toBe(first);
  expect(assign({ powerKw: 30 }, { scale: 2 })).not.toBe(first);
});
