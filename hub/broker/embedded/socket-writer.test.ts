import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { SocketWriter, type WriteChunk } from './socket-writer.ts';

test('everything is written in order, whatever the socket takes at a time', () => {
  const piece = fc.oneof(fc.string({ maxLength: 40 }), fc.uint8Array({ maxLength: 900 }));
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 1, max: 700 }), (pieces, takes) => {
      const chunks: WriteChunk[] = pieces.map((chunk) => ({
        chunk: typeof chunk === 'string' ? chunk : Buffer.from(chunk),
        encoding: 'utf8',
      }));
      const out: Buffer[] = [];
      let done = 0;
      const writer = new SocketWriter({
        write(bytes) {
          const part = bytes.subarray(0, takes);
          out.push(Buffer.from(part));
          return part.length;
        },
      });
      writer.write(chunks, () => done++);
      while (done === 0) writer.resume();
      writer.resume();
      const want = Buffer.concat(pieces.map((one) => Buffer.from(one as string)));
      expect(Buffer.concat(out).equals(want)).toBe(true);
      expect(done).toBe(1);
      expect(writer.takenBytes).toBe(0);
    }),
  );
});

test('says how much is taken, and is done when nobody is there', () => {
  const answers = [3, -1];
  const writer = new SocketWriter({ write: () => answers.shift() ?? 0 });
  let done = false;
  writer.write([{ chunk: Buffer.alloc(10), encoding: 'utf8' }], () => {
    done = true;
  });
  expect(writer.takenBytes).toBe(3);
  expect(done).toBe(false);
  writer.resume();
  expect(done).toBe(true);
});
