import { describe, expect, test } from 'bun:test';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { operationalLimits } from './criterion-ii.ts';
import { ISO_10816_3_2009, type SeverityTable } from './iso-20816-table.ts';
import { gradeSeverity, type SeverityMeasurement } from './severity.ts';

const MACHINE: MachineFacts = {
  ...UNKNOWN_MACHINE,
  speedRpm: 1480,
  powerKw: 55,
  isoGroup: 'group2',
  support: 'rigid',
};
const measured = (more: Partial<SeverityMeasurement> = {}): SeverityMeasurement => ({
  unit: 'g',
  sampleRateHz: 25_600,
  velocityMmS: 2,
  displacementUm: null,
  ...more,
});
const zone = (more: Partial<SeverityMeasurement>, machine: Partial<MachineFacts> = {}) => {
  const grade = gradeSeverity(measured(more), { ...MACHINE, ...machine });
  if (!grade.graded) throw new Error(grade.reason);
  return grade;
};

describe('a zone', () => {
  test('is the worse of velocity and displacement', () => {
    expect(zone({ velocityMmS: 2, displacementUm: 50 })).toMatchObject({
      zone: 'C',
      by: 'displacement',
    });
    expect(zone({ velocityMmS: 2, displacementUm: 20 })).toMatchObject({
      zone: 'B',
      by: 'velocity',
    });
  });

  test.each([
    ['group1', 'rigid', 2.3, 4.5, 7.1],
    ['group1', 'flexible', 3.5, 7.1, 11],
    ['group2', 'rigid', 1.4, 2.8, 4.5],
    ['group2', 'flexible', 2.3, 4.5, 7.1],
  ] as const)(
    'of %s, %s takes a value on a boundary as the lower one',
    (isoGroup, support, ab, bc, cd) => {
      const at = (velocityMmS: number) => zone({ velocityMmS }, { isoGroup, support }).zone;
      expect([at(ab), at(bc), at(cd)]).toEqual(['A', 'B', 'C']);
      expect([at(ab + 0.01), at(bc + 0.01), at(cd + 0.01)]).toEqual(['B', 'C', 'D']);
    },
  );

  test('comes from the table that a site hands in', () => {
    const limits = ISO_10816_3_2009.limits;
    const tight = {
      velocityMmS: { ab: 0.1, bc: 0.2, cd: 0.3 },
      displacementUm: { ab: 1, bc: 2, cd: 3 },
    };
    const site: SeverityTable = {
      edition: 'site',
      source: 'acceptance test',
      limits: { ...limits, group2: { rigid: tight, flexible: tight } },
    };
    expect(gradeSeverity(measured(), MACHINE, site)).toMatchObject({ graded: true, zone: 'D' });
  });
});

describe('criterion II', () => {
  test('group 2 rigid with baseline 0.9 has ALARM 1.6 and TRIP 5.625', () => {
    const limits = ISO_10816_3_2009.limits.group2.rigid.velocityMmS;
    const { alarm, trip } = operationalLimits(0.9, limits);
    expect(alarm).toBeCloseTo(1.6, 9);
    expect(trip).toBeCloseTo(5.625, 9);
    expect(operationalLimits(3.4, limits).alarm).toBeCloseTo(3.5, 9);
    expect(operationalLimits(null, limits).alarm).toBeNull();
  });

  test('a change either way beyond a quarter of B/C is significant', () => {
    const change = (velocityMmS: number, baselineVelocityMmS: number | null) =>
      zone({ velocityMmS }, { baselineVelocityMmS }).significantChange;
    expect(change(1.65, 0.9)).toBe(true);
    expect(change(1.5, 0.9)).toBe(false);
    expect(change(0.2, 1.0)).toBe(true);
    expect(change(9, null)).toBe(false);
  });
});

describe('a grade is refused with its reason', () => {
  test.each([
    ['unit', { unit: 'undeclared' }, {}],
    ['sample rate', { sampleRateHz: 2000 }, {}],
    ['speed', {}, { speedRpm: null }],
    ['r/min', {}, { speedRpm: 100 }],
    ['r/min', {}, { speedRpm: 18_000 }],
    ['kW', {}, { powerKw: 15 }],
    ['group', {}, { isoGroup: null }],
    ['support', {}, { support: null }],
    ['velocity', { velocityMmS: Number.NaN }, {}],
  ] as const)('%s', (word, more, facts) => {
    const grade = gradeSeverity(measured(more), { ...MACHINE, ...facts });
    expect(grade).toEqual({ graded: false, reason: expect.stringContaining(word) });
  });

  test('but an unknown power does not refuse: the group states it', () => {
    expect(zone({}, { powerKw: null }).zone).toBe('B');
  });
});

test('limits that a person set stand in place of the table, also outside of its scope', () => {
  const limits = { abMmS: 0.5, bcMmS: 1, cdMmS: 2 };
  const small = { limits, powerKw: 3, isoGroup: null, support: null };
  expect(zone({ velocityMmS: 1.5, displacementUm: 500 }, small)).toMatchObject({
    graded: true,
    zone: 'C',
    by: 'velocity',
  });
  expect(zone({ velocityMmS: 2 }, { ...small, baselineVelocityMmS: 1.5 })).toMatchObject({
    zone: 'C',
    significantChange: true,
  });
  expect(() => zone({ velocityMmS: 2 }, { ...small, speedRpm: null })).toThrow('speed');
});
