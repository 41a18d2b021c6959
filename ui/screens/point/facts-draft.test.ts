import { expect, test } from 'bun:test';
import type { Point } from '#schemas/http/points';
import { NO_THRESHOLDS } from '#schemas/plant/limits';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { PLAIN_MOUNTING } from '#schemas/plant/mounting';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { draftOf, NO_BEARING, OWN_BEARING, patchOf, undoOf } from './facts-draft.ts';

const [{ geometry }] = BEARING_CATALOGUE;
const point: Point = {
  pointId: 'pt_01HZX3T7Q00000000000000000',
  name: 'Drive end',
  nodeId: null,
  above: [],
  mounting: PLAIN_MOUNTING,
  thresholds: NO_THRESHOLDS,
  area: null,
  tags: [],
  machine: 'Pump 1',
  sensorId: 'sim-1',
  axis: 0,
  unit: 'g',
  sampleRateHz: 25_600,
  origin: 'simulated',
  facts: { ...UNKNOWN_MACHINE, speedRpm: 1797, bearing: geometry },
  agentId: null,
  unassignedReason: null,
  sensorOnline: true,
  latest: null,
};

test('a draft that was not touched changes nothing', () => {
  expect(patchOf(draftOf(point), point)).toEqual({ patch: {} });
});

test('only what changed is sent, and a comma is a decimal point', () => {
  const draft = { ...draftOf(point), speedRpm: '1 480,5', support: 'rigid' };
  expect(patchOf(draft, point)).toEqual({
    patch: { facts: { speedRpm: 1480.5, support: 'rigid' } },
  });
});

test('an emptied field becomes unknown', () => {
  const draft = { ...draftOf(point), speedRpm: '', bearing: NO_BEARING };
  expect(patchOf(draft, point)).toEqual({ patch: { facts: { speedRpm: null, bearing: null } } });
});

test('a bearing is taken from the catalogue or typed in', () => {
  expect(draftOf(point).bearing).toBe(geometry.designation);
  const own = {
    designation: 'X1',
    balls: '10',
    ballDiameterMm: '8',
    pitchDiameterMm: '40',
    contactAngleDeg: '15',
  };
  const result = patchOf({ ...draftOf(point), ...own, bearing: OWN_BEARING }, point);
  expect(result).toEqual({
    patch: {
      facts: {
        bearing: {
          designation: 'X1',
          balls: 10,
          ballDiameterMm: 8,
          pitchDiameterMm: 40,
          contactAngleDeg: 15,
        },
      },
    },
  });
});

test('each wrong field says what is wrong with it', () => {
  const draft = {
    ...draftOf(point),
    name: ' ',
    speedRpm: 'fast',
    powerKw: '-3',
    bearing: OWN_BEARING,
    balls: '',
  };
  expect(patchOf(draft, point)).toEqual({
    issues: {
      name: 'This is needed.',
      speedRpm: 'A number is needed here.',
      powerKw: 'This value is out of range.',
      balls: 'This is needed.',
    },
  });
});

test('a patch can be taken back', () => {
  const patch = { name: 'New', facts: { speedRpm: 900, support: 'rigid' as const } };
  expect(undoOf(patch, point)).toEqual({
    name: 'Drive end',
    facts: { speedRpm: 1797, support: null },
  });
});

test('area and tags are typed as words; no tag comes twice, and an empty area is none', () => {
  const draft = { ...draftOf({ ...point, area: 'Hall', tags: ['old'] }), tags: 'wet,  hot ,hot' };
  const before = { ...point, area: 'Hall', tags: ['old'] };
  expect(patchOf(draft, before)).toEqual({ patch: { tags: ['hot', 'wet'] } });
  const cleared = { ...draft, area: ' ', tags: '' };
  const result = patchOf(cleared, before);
  expect(result).toEqual({ patch: { area: null, tags: [] } });
  if ('patch' in result)
    expect(undoOf(result.patch, before)).toEqual({ area: 'Hall', tags: ['old'] });
  expect(patchOf({ ...draft, tags: 'x'.repeat(41) }, before)).toEqual({
    issues: { tags: 'This is too long.' },
  });
});
