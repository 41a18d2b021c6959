import { expect, test } from 'bun:test';
import { LineProgress } from './progress.ts';

test('each stage tells how far it is and how long it still needs', () => {
  let now = 5000;
  const lines: string[] = [];
  const progress = new LineProgress(
    (line) => lines.push(line),
    () => now,
  );
  const report = progress.stage('epochs', 10);
  now += 2000;
  report(1, 'loss 0.5');
  now += 2000;
  report(4);
  expect(lines).toEqual(['epochs 1/10, loss 0.5, 18 s left\n', 'epochs 4/10, 6 s left\n']);
});
