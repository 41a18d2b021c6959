import { expect, test } from 'bun:test';
import type { AlarmCause } from '#schemas/alarms/alarm';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { viewOf } from '../analysis/analysis-address.ts';
import { analysisLink } from './analysis-link.ts';

const CAPTURE = 'cp_01HZX3T7Q00000000000000000';
const viewFor = (fault: AlarmCause['fault']) =>
  viewOf(
    new URL(
      analysisLink({ captures: CAPTURE }, { source: 'finding', fault, what: null }),
      'http://a',
    ).searchParams,
  );

test('a fault of a bearing opens the envelope spectrum with its lines, in words that the analysis knows', () => {
  const view = viewFor('outer_race');
  expect(view.kind).toBe('envelope');
  expect([...view.lines]).toEqual(['bpfo']);
  expect(view.sources).toMatchObject([{ kind: 'capture', captureId: CAPTURE }]);
});

test('each other fault, and none, opens the spectrum; with the lines of the shaft where they tell', () => {
  for (const fault of [...FAULT_LABELS, null]) {
    const isBearing = ['outer_race', 'inner_race', 'ball', 'cage'].includes(fault ?? '');
    expect(viewFor(fault).kind).toBe(isBearing ? 'envelope' : 'spectrum');
  }
  expect([...viewFor('imbalance').lines]).toEqual(['shaft']);
  expect([...viewFor('cavitation').lines]).toEqual([]);
});
