import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { type FramingFault, PacketFramer } from './packet-framer.ts';

const publish = (bytes: number, qos: 0 | 1 | 2 = 0) =>
  generate({
    cmd: 'publish',
    topic: 'tremolo/1/frames/s-1',
    payload: Buffer.alloc(bytes, 7),
    qos,
    messageId: 9,
    retain: false,
    dup: false,
  });
const ping = generate({ cmd: 'pingreq' });

function drain(framer: PacketFramer, maxPackets = Infinity): { bytes: Buffer; packets: number } {
  const parts: Buffer[] = [];
  let packets = 0;
  for (;;) {
    const slice = framer.take(maxPackets, Infinity);
    if (slice === null || typeof slice === 'string') break;
    parts.push(slice.bytes);
    packets += slice.packets;
  }
  return { bytes: Buffer.concat(parts), packets };
}

describe('packets', () => {
  test('come out whole and unchanged however the stream is torn', () => {
    const packet = fc.oneof(
      fc.constant(ping),
      fc.integer({ min: 0, max: 400 }).map((bytes) => publish(bytes)),
      fc.integer({ min: 16_000, max: 17_000 }).map((bytes) => publish(bytes, 1)),
    );
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        (packets, cuts, maxPackets) => {
          const stream = Buffer.concat(packets);
          const framer = new PacketFramer(1 << 20);
          const out: Buffer[] = [];
          let count = 0;
          for (let at = 0, i = 0; at < stream.length; i++) {
            const next = Math.min(stream.length, at + cuts[i % cuts.length]);
            framer.feed(stream.subarray(at, next));
            const got = drain(framer, maxPackets);
            out.push(got.bytes);
            count += got.packets;
            at = next;
          }
          expect(Buffer.concat(out).equals(stream)).toBe(true);
          expect(count).toBe(packets.length);
          expect(framer.waitingBytes).toBe(0);
        },
      ),
    );
  });

  test('are counted, and taken no more than asked for', () => {
    const framer = new PacketFramer(1 << 20);
    framer.feed(Buffer.concat([ping, publish(10), publish(10), ping]));
    expect(framer.take(2, Infinity)).toMatchObject({ packets: 2, publishes: 1 });
    expect(framer.take(99, 1)).toMatchObject({ packets: 1, publishes: 1 });
    expect(framer.waitingBytes).toBe(2);
    expect(framer.take(99, 99)).toMatchObject({ packets: 1, publishes: 0 });
    expect(framer.take(99, 99)).toBeNull();
  });
});

describe('a fault', () => {
  const faultOf = (bytes: Buffer): FramingFault | null => {
    const framer = new PacketFramer(1000);
    framer.feed(bytes);
    const taken = framer.take(99, Infinity);
    return typeof taken === 'string' ? taken : null;
  };
  test('of size is found from the header alone', () => {
    expect(faultOf(publish(2000).subarray(0, 4))).toBe('too_large');
    expect(faultOf(publish(500))).toBeNull();
  });
  test('of QoS 2 or of a length without an end is found', () => {
    expect(faultOf(publish(5, 2))).toBe('qos2');
    expect(faultOf(Buffer.from([0x30, 255, 255, 255, 255, 1]))).toBe('malformed');
  });
  test('comes after the good packets before it', () => {
    const framer = new PacketFramer(1000);
    framer.feed(Buffer.concat([ping, publish(2000)]));
    expect(framer.take(99, Infinity)).toMatchObject({ packets: 1 });
    expect(framer.take(99, Infinity)).toBe('too_large');
  });
});
