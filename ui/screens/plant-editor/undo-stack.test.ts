import { expect, test } from 'bun:test';
import { UndoStack } from './undo-stack.ts';

const sentences = (stack: UndoStack) => stack.done.value.map(({ sentence }) => sentence);

test('the latest is taken back first, one at a time', async () => {
  const stack = new UndoStack();
  const undone: string[] = [];
  for (const sentence of ['a', 'b']) {
    stack.push({ sentence, undo: async () => undone.push(sentence) > 0 });
  }
  const [first, meanwhile] = await Promise.all([stack.undo(), stack.undo()]);
  expect([first?.sentence, meanwhile]).toEqual(['b', null]);
  await stack.undo();
  expect(undone).toEqual(['b', 'a']);
  expect(await stack.undo()).toBeNull();
});

test('what cannot be taken back any more does not stand in the way of the rest', async () => {
  const stack = new UndoStack();
  stack.push({ sentence: 'a', undo: async () => true });
  stack.push({ sentence: 'b', undo: async () => false });
  expect(await stack.undo()).toBeNull();
  expect(sentences(stack)).toEqual(['a']);
});

test('only so many are kept', () => {
  const stack = new UndoStack();
  for (let i = 0; i < 60; i++) stack.push({ sentence: String(i), undo: async () => true });
  expect(stack.done.value).toHaveLength(50);
  expect(sentences(stack).at(-1)).toBe('59');
});
