import { expect, test } from 'bun:test';
import { lineLook } from '../charts/line-look.ts';
import { chartDrawing } from './chart-drawing.ts';

const frame = {
  x: [0, 1, 2, 3],
  lines: [{ key: 'a', y: 'g', values: [0, 1, null, 2], look: lineLook(0) }],
  axes: [{ unit: 'g', range: [0, 2] }],
  xRange: [0, 3],
  xUnit: 'Hz',
} as const;
const block = { title: 'Spectrum', facts: ['Pump 1'], foot: ['Tremolo'] };

test('a gap in a line is one in the drawing, unless the line spans it', () => {
  const linesOf = (spansGaps: boolean) => {
    const lines = [{ ...frame.lines[0], spansGaps }];
    const { marks } = chartDrawing({ block, frame: { ...frame, lines }, names: ['A'], rules: [] });
    return marks.filter((mark) => mark.kind === 'line' && mark.width === 1.2).length;
  };
  expect([linesOf(false), linesOf(true)]).toEqual([2, 1]);
});

test('limits and times outside of what is shown are left out, those inside are named', () => {
  const rule = (at: { x: number } | { y: number; unit: string }, label: string) => ({
    ...{ label, at, colour: '#000000', dash: [] },
  });
  const rules = [
    rule({ y: 1, unit: 'g' }, 'in'),
    rule({ y: 9, unit: 'g' }, 'above'),
    rule({ x: 2 }, 'then'),
    rule({ x: 7 }, 'later'),
    rule({ y: 1, unit: 'mm/s' }, 'elsewhere'),
  ];
  const { marks } = chartDrawing({ block, frame, names: ['A'], rules });
  const words = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
  expect(words.filter((word) => rules.some(({ label }) => label === word))).toEqual(['in', 'then']);
  expect(words).toContain('Spectrum');
});
