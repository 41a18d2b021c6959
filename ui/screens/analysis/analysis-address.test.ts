import { expect, test } from 'bun:test';
import { type AnalysisView, addressOf, viewOf } from './analysis-address.ts';

const CAPTURE = 'cp_01HZX3T7Q00000000000000000';
const POINT = 'pt_01HZX3T7Q00000000000000000';
const read = (address: string) => viewOf(new URL(address, 'http://hub').searchParams);
const view: AnalysisView = {
  sources: [
    { kind: 'capture', captureId: CAPTURE, pointId: POINT },
    { kind: 'capture', captureId: CAPTURE, pointId: null },
    { kind: 'live', pointId: POINT },
  ],
  kind: 'envelope',
  quantity: 'velocity',
  y: 'db',
  isXLog: true,
  isOrders: true,
  resolutionHz: 5,
  range: [0.00025, 1234.567],
  rows: [0.5, 1.25],
  colours: 'shown',
  cursor: 'sideband',
  at: 107.4,
  moment: 0.52,
  gapHz: 29.95,
  lines: new Set(['bpfo', 'shaft']),
  slipPercent: 3,
  band: [2000, 4000],
  chosen: 1,
};

test('an address brings the same view again', () => {
  expect(read(addressOf(view))).toEqual(view);
  expect(addressOf(read('/analysis'))).toBe('/analysis');
});

test('what an address says wrongly is as usual', () => {
  const odd = read(
    '/analysis?captures=cp_1,pt_2,cp_01HZX3T7Q00000000000000000.x&view=pie&range=9-3&at=-4&gap=1e9&lines=bpfo,<b>&slip=99&band=a-b&resolution=3',
  );
  expect(odd).toEqual({ ...read('/analysis'), lines: new Set(['bpfo']), slipPercent: 10 });
});
