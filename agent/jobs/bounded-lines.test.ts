import { expect, test } from 'bun:test';
import { BoundedLines } from './bounded-lines.ts';

async function linesOf(chunks: readonly (string | Uint8Array)[], max = 10): Promise<string[]> {
  const lines: string[] = [];
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  await new BoundedLines(max, (line) => lines.push(line)).read(stream);
  return lines;
}

test('lines come whole, however they were cut on their way, the last without its end', async () => {
  expect(await linesOf(['one\ntw', 'o\r\n', '\nthree'])).toEqual(['one', 'two', '', 'three']);
  const [head, tail] = [new Uint8Array([0xc3]), new Uint8Array([0xa4])];
  expect(await linesOf([head, tail, '\n'])).toEqual(['ä']);
});

test('of a line that never ends only the beginning is kept', async () => {
  const endless = Array.from({ length: 500 }, () => 'x'.repeat(1_000));
  expect(await linesOf([...endless, '\nnext'])).toEqual(['x'.repeat(10), 'next']);
});
