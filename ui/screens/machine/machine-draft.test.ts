import { describe, expect, test } from 'bun:test';
import { NO_MACHINE_DETAILS, NO_POSITION_DETAILS } from '#schemas/plant/machine-details';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { machineWords as words } from '../../text/plant-machine.ts';
import { machineChangeOf, machineFormOf } from './machine-draft.ts';
import { OWN_BEARING, positionChangeOf, positionDraftOf } from './position-draft.ts';

const NAMED = { name: 'P-101', externalId: null };
const DETAILS = {
  ...NO_MACHINE_DETAILS,
  machineKind: 'pump',
  powerKw: 55,
  speed: { from: 'signal', minRpm: 600, maxRpm: 1_800 },
  limits: { abMmS: 1.4, bcMmS: 2.8, cdMmS: 4.5 },
  gears: [{ name: 'First', drivingTeeth: 23, drivenTeeth: 57 }],
  belts: [{ name: null, lengthMm: 2_400, drivingDiameterMm: 180, drivenDiameterMm: 315 }],
} as const;
const details = structuredClone(DETAILS) as never;
const form = () => machineFormOf(NAMED, details);
const typed = (changes: Record<string, string>) =>
  machineChangeOf({ ...form(), draft: { ...form().draft, ...changes } }, details);

describe('the form of a machine', () => {
  test('says what it was made of, down to names that it does not show', () => {
    expect(machineChangeOf(form(), details)).toEqual({
      change: { name: 'P-101', externalId: null, machine: details },
    });
    const nothing = machineFormOf(NAMED, NO_MACHINE_DETAILS);
    expect(machineChangeOf(nothing, NO_MACHINE_DETAILS)).toEqual({
      change: { name: 'P-101', externalId: null, machine: NO_MACHINE_DETAILS },
    });
  });

  test('an empty field is unknown, and a comma is a decimal point', () => {
    expect(typed({ powerKw: '', machineKind: '', model: ' ' })).toMatchObject({
      change: { machine: { powerKw: null, machineKind: null, model: null } },
    });
    expect(typed({ powerKw: '7,5' })).toMatchObject({ change: { machine: { powerKw: 7.5 } } });
  });

  test('the speed is what its source needs and nothing else', () => {
    expect(typed({ speedFrom: 'fixed', rpm: '1 480' })).toMatchObject({
      change: { machine: { speed: { from: 'fixed', rpm: 1_480 } } },
    });
    expect(typed({ speedFrom: 'fixed', rpm: '' })).toEqual({ issues: { rpm: words.badNumber } });
    expect(typed({ minRpm: '1800', maxRpm: '600' })).toEqual({
      issues: { maxRpm: words.badSpeeds },
    });
    expect(typed({ speedFrom: 'sensor' })).toMatchObject({
      change: { machine: { speed: { from: 'sensor' } } },
    });
  });

  test('what is wrong is said where it is', () => {
    expect(typed({ name: ' ' })).toEqual({ issues: { name: words.needed } });
    expect(typed({ name: 'a/b' })).toEqual({ issues: { name: words.badWord } });
    expect(typed({ powerKw: 'much' })).toEqual({ issues: { powerKw: words.badNumber } });
    expect(typed({ bcMmS: '' })).toEqual({ issues: { abMmS: words.badLimits } });
    expect(typed({ bcMmS: '0.5' })).toEqual({ issues: { abMmS: words.badLimits } });
    const gears = [...form().gears, { driving: '23', driven: '' }];
    expect(machineChangeOf({ ...form(), gears }, details)).toEqual({
      issues: { 'gears.1.driven': words.badNumber },
    });
  });
});

describe('the form of a position', () => {
  const draft = positionDraftOf('Drive end', NO_POSITION_DETAILS);

  test('says what it was made of', () => {
    const { geometry } = BEARING_CATALOGUE[0];
    for (const bearing of [null, geometry, { ...geometry, balls: geometry.balls + 1 }]) {
      const position = { ...NO_POSITION_DETAILS, bearing };
      expect(positionChangeOf(positionDraftOf('Drive end', position), position)).toEqual({
        change: { name: 'Drive end', position },
      });
    }
  });

  test('what is wrong is said where it is', () => {
    expect(positionChangeOf({ ...draft, speedRatio: '0' }, NO_POSITION_DETAILS)).toEqual({
      issues: { speedRatio: words.badNumber },
    });
    const own = { ...draft, bearing: OWN_BEARING, designation: 'X', balls: '2' };
    expect(positionChangeOf(own, NO_POSITION_DETAILS)).toMatchObject({
      issues: { balls: words.badNumber, ballDiameterMm: words.badNumber },
    });
  });
});
