import { expect, test } from 'bun:test';
import { KeptAnswers } from './kept-answers.ts';

test('an answer with an ETag is kept and asked about; one without is not', () => {
  const kept = new KeptAnswers();
  kept.keep('/a', '"1"', { n: 1 });
  kept.keep('/b', null, { n: 2 });
  expect([kept.headersFor('/a'), kept.get('/a')]).toEqual([{ 'if-none-match': '"1"' }, { n: 1 }]);
  expect([kept.headersFor('/b'), kept.get('/b')]).toEqual([{}, undefined]);
  kept.keep('/a', '"2"', { n: 3 });
  expect([kept.headersFor('/a'), kept.get('/a')]).toEqual([{ 'if-none-match': '"2"' }, { n: 3 }]);
});

test('a program that asks for ever more keeps only the latest', () => {
  const kept = new KeptAnswers();
  for (let i = 0; i < 300; i++) {
    kept.keep(`/${i}`, `"${i}"`, i);
    kept.keep('/always', '"a"', 'always');
  }
  const left = Array.from({ length: 300 }, (_, i) => kept.get(`/${i}`)).filter(
    (n) => n !== undefined,
  );
  expect(left).toHaveLength(199);
  expect([kept.get('/always'), kept.get('/299'), kept.get('/0')]).toEqual([
    'always',
    299,
    undefined,
  ]);
});
