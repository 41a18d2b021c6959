import { expect, test } from 'bun:test';
import { noteMarks } from './note-marks.ts';

const block = { left: 84, top: 650, width: 1000, more: (count: number) => `and ${count} more` };
const words = (...asked: Parameters<typeof noteMarks>) =>
  noteMarks(...asked).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

test('each note has its number at its place and before its words; one that lies beside the plot has neither', () => {
  const said = words([[100, 200], null, [300, 200]], ['One', 'Two', 'Three'], block);
  expect(said).toEqual(['1', '3', '1  One', '3  Three']);
});

test('pins at one place stand beside each other', () => {
  const at = noteMarks(
    [
      [100, 200],
      [100, 200],
    ],
    ['One', 'Two'],
    block,
  ).flatMap((mark) => (mark.kind === 'text' && mark.anchor === 'middle' ? [mark.at[0]] : []));
  expect(at).toEqual([100, 117]);
});

test('what has no room is counted, and a long one is cut', () => {
  const many = Array.from({ length: 12 }, () => [1, 2] as const);
  const said = words(many, Array(12).fill('x'.repeat(500)), block);
  expect(said.at(-1)).toBe('and 5 more');
  expect(said.filter((line) => line.endsWith('…'))).toHaveLength(7);
});
