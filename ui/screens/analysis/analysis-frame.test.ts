import { expect, test } from 'bun:test';
import { type AnalysisLine, analysisFrame, decibel, wholeRange } from './analysis-frame.ts';

const values = Float32Array.from({ length: 101 }, (_, i) => (i === 50 ? 2 : 0.001));
const line: AnalysisLine = { key: 'a', unit: 'g', values, step: 10, perHz: 1 };
const view = { kind: 'spectrum', y: 'linear', isXLog: false, chosen: 0 } as const;

test('the axis begins at zero and holds the highest', () => {
  const frame = analysisFrame([line], view, [0, 1000], 'Hz');
  expect(frame.axes).toEqual([{ unit: 'g', range: [0, 5] }]);
  expect(Math.max(...Array.from(frame.lines[0].values, (value) => value ?? 0))).toBe(2);
});

test('in dB 80 are shown below the top, on a logarithmic axis four decades', () => {
  expect(analysisFrame([line], { ...view, y: 'db' }, [0, 1000], 'Hz').axes[0].range).toEqual([
    -60, 10,
  ]);
  const log = analysisFrame([line], { ...view, y: 'log' }, [0, 1000], 'Hz').axes[0];
  expect(log).toEqual({ unit: 'g', range: [0.001, 10], isLog: true });
  expect(decibel(0)).toBe(-240);
});

test('a wave stands about zero, and orders stretch the axis of each signal by its own speed', () => {
  const wave = analysisFrame([line], { ...view, kind: 'waveform', y: 'db' }, [0, 1000], 's');
  expect(wave.axes[0]).toEqual({ unit: 'g', range: [-2, 2] });
  const slow = { ...line, key: 'b', perHz: 60 / 600 };
  expect(wholeRange([line, slow], false)).toEqual([0, 1000]);
  const frame = analysisFrame([slow], view, [0, 100], 'X');
  expect(frame.x[Array.from(frame.lines[0].values).indexOf(2)]).toBeCloseTo(50, 0);
});

test('a logarithmic axis has no zero', () => {
  expect(wholeRange([line], true)).toEqual([10, 1000]);
});
