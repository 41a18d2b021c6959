import { expect, test } from 'bun:test';
import { Questions } from './questions.ts';

const question = (title: string) => ({ title, sentence: 'Sure?', action: 'Do it' });

test('questions are answered one after the other', async () => {
  const questions = new Questions();
  const first = questions.confirm(question('first'));
  const second = questions.confirm(question('second'));
  expect(questions.open.value.map(({ title }) => title)).toEqual(['first', 'second']);
  questions.open.value[0].answer(false);
  expect(questions.open.value.map(({ title }) => title)).toEqual(['second']);
  questions.open.value[0].answer(true);
  expect([await first, await second]).toEqual([false, true]);
  expect(questions.open.value).toEqual([]);
});
