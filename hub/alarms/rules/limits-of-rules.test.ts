import { expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import { pointOn, ruleOf } from '../alarms-for-tests.ts';
import { limitsOfPoint, limitsOfValue } from './limits-of-rules.ts';

const NODE = newId('nd');
const PLACE = { nodeIds: [NODE], path: ['Pump 1'], area: null, machine: null };
const POINT = pointOn(null, PLACE);
const OIL = { valueId: newId('pv'), nodeId: NODE, name: 'Oil', unit: '°C' };

const velocity = (limit: number, more: object = {}) => ({
  ...{ source: 'figure', figure: 'velocityMmS', limit },
  ...more,
});
const oil = (limit: number, more: object = {}) => ({
  ...{ source: 'process_value', name: 'Oil', limit },
  ...more,
});

test('of a point: of figures that are kept, by rules that are in use and reach it', () => {
  const rules = [
    ruleOf({ name: 'Velocity high', when: velocity(7) }),
    ruleOf({ when: velocity(8), isEnabled: false }),
    ruleOf({ when: velocity(9), scope: { nodeIds: [newId('nd')] } }),
    ruleOf({ when: { source: 'figure', figure: 'peakG', limit: 4 } }),
    ruleOf({ when: oil(80) }),
  ];
  expect(limitsOfPoint(rules, POINT)).toEqual([
    {
      ...{ sourceId: POINT.pointId, figure: 'velocity', unit: 'mm/s', side: 'above', value: 7 },
      ...{ ruleId: rules[0].ruleId, ruleName: 'Velocity high' },
    },
  ]);
});

test('of a value: by its name, above or below', () => {
  const rules = [
    ruleOf({ when: { any: [oil(80), oil(10, { comparison: 'below' })] } }),
    ruleOf({ when: { ...oil(70), name: 'Air' } }),
  ];
  expect(limitsOfValue(rules, OIL, PLACE)).toMatchObject([
    { sourceId: OIL.valueId, figure: 'value', unit: '°C', side: 'above', value: 80 },
    { side: 'below', value: 10 },
  ]);
});

test('a limit that raises nothing alone, or is one on how fast it goes, is none of the value', () => {
  const rules = [
    ruleOf({ when: { all: [velocity(7), oil(80)] } }),
    ruleOf({ when: oil(2, { take: 'rate', windowSeconds: 600 }) }),
    ruleOf({ when: velocity(2.5, { take: 'ratio', windowSeconds: 3_600 }) }),
    ruleOf({
      when: {
        any: [{ all: [oil(60), velocity(5)] }, oil(75, { take: 'mean', windowSeconds: 60 })],
      },
    }),
  ];
  expect(limitsOfPoint(rules, POINT)).toEqual([]);
  expect(limitsOfValue(rules, OIL, PLACE).map(({ value }) => value)).toEqual([75]);
});
