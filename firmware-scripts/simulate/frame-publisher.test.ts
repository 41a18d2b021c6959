import { describe, expect, test } from 'bun:test';
import { createServer, type Socket } from 'node:net';
import { FrameDecoder } from '#schemas/frames/decode';
import { encodeFrame } from '#schemas/frames/encode';
import { BrokerConnection } from './broker-connection.ts';
import { type FrameOutlet, FramePublisher } from './frame-publisher.ts';
import { TestBroker } from './test-broker.ts';
import { testDescription } from './test-sources.ts';

class FakeOutlet implements FrameOutlet {
  connected = true;
  readonly written: Uint8Array[] = [];
  readonly pending: (() => void)[] = [];
  close: () => void = () => undefined;

  write(packet: Uint8Array, done: () => void): void {
    this.written.push(packet);
    this.pending.push(done);
  }

  onClosed(listener: () => void): void {
    this.close = listener;
  }
}

const frameOf = (count: number, sequence = 0) =>
  encodeFrame(
    {
      format: 'int16',
      axes: 1,
      sampleRateHz: 25_600,
      t0Us: 0,
      sequence,
      count,
      scale: Float32Array.of(1 / 2048),
    },
    [Float32Array.from({ length: count }, (_, i) => Math.sin(i + sequence))],
  );

describe('FramePublisher', () => {
  test('drops a frame without a connection and when too many are waiting', () => {
    const outlet = new FakeOutlet();
    const publisher = new FramePublisher(outlet, 2);
    const frame = frameOf(10);
    outlet.connected = false;
    expect(publisher.publish('a', frame)).toBe('offline');
    outlet.connected = true;
    const fates = [1, 2, 3].map(() => publisher.publish('a', frame));
    expect(fates).toEqual(['sent', 'sent', 'backpressure']);
    outlet.pending.shift()!();
    expect(publisher.publish('a', frame)).toBe('sent');
  });

  test('never touches a buffer that the socket still holds, and uses it again afterwards', () => {
    const outlet = new FakeOutlet();
    const publisher = new FramePublisher(outlet);
    publisher.publish('a', frameOf(10, 1));
    publisher.publish('a', frameOf(10, 2));
    expect(outlet.written[0]!.buffer).not.toBe(outlet.written[1]!.buffer);
    outlet.pending.shift()!();
    publisher.publish('a', frameOf(10, 3));
    expect(outlet.written[2]!.buffer).toBe(outlet.written[0]!.buffer);
  });

  test('forgets what was under way when the connection is lost', () => {
    const outlet = new FakeOutlet();
    const publisher = new FramePublisher(outlet, 1);
    publisher.publish('a', frameOf(10));
    expect(publisher.publish('a', frameOf(10))).toBe('backpressure');
    outlet.close();
    expect(publisher.inFlight).toBe(0);
    expect(publisher.publish('a', frameOf(10))).toBe('sent');
    // The word of the lost socket comes late and must not free the new one's place.
    outlet.pending[0]!();
    expect(publisher.inFlight).toBe(1);
  });

  test('gives an encoded frame a new place in the stream and leaves it as it is', async () => {
    const broker = new TestBroker();
    const connection = connect(await broker.start());
    await connection.start();
    const publisher = new FramePublisher(connection);
    const frame = frameOf(100);
    const before = frame.slice();
    // Sizes around the ends of the one-, two- and three-byte remaining length.
    const counts = [10, 16, 17, 18, 8140, 8141, 8150, 8160, 9000];
    expect(publisher.publishRestamped('pump-1', frame, 7, 42)).toBe('sent');
    for (const count of counts) publisher.publish('pump-1', frameOf(count));
    await broker.until(() => broker.on('tremolo/1/frames/pump-1').length > counts.length);
    const [restamped, ...others] = broker.on('tremolo/1/frames/pump-1');
    const decoder = new FrameDecoder();
    expect(decoder.check(restamped!)).toBeNull();
    expect([decoder.header.sequence, decoder.header.t0Us]).toEqual([7, 42]);
    expect(frame).toEqual(before);
    expect(others).toEqual(counts.map((count) => frameOf(count)));
    await connection.stop();
    await broker.stop();
  });

  test('stays bounded behind a broker that does not read, and what arrives in the end is whole', async () => {
    const received: Buffer[] = [];
    const { promise: socketReady, resolve } = Promise.withResolvers<Socket>();
    const server = createServer((socket) => {
      // Accepts the connection (MQTT-3.2: CONNACK, accepted) and reads nothing more.
      socket.once('data', () => {
        socket.pause();
        socket.write(Buffer.from([0x20, 2, 0, 0]), () => resolve(socket));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const connection = connect(`mqtt://127.0.0.1:${port}`);
    await connection.start();
    const socket = await socketReady;
    const publisher = new FramePublisher(connection, 16);
    let sent = 0;
    // Frames go out until the sockets' buffers are full and sixteen more are waiting.
    for (let turn = 0; turn < 10_000 && publisher.inFlight < 16; turn++) {
      if (publisher.publish('slow', frameOf(8192, turn)) === 'sent') sent++;
      await new Promise((next) => setImmediate(next));
    }
    expect(publisher.publish('slow', frameOf(8192))).toBe('backpressure');
    const all = sent * frameOf(8192).byteLength;
    let bytes = 0;
    await new Promise<void>((done) => {
      socket.on('data', (chunk: Buffer) => {
        received.push(chunk);
        bytes += chunk.length;
        if (bytes >= all) done();
      });
      socket.resume();
    });
    expect(wholeFrames(Buffer.concat(received), 8192)).toBeGreaterThanOrEqual(sent - 1);
    await connection.stop();
    socket.destroy();
    server.close();
  });
});

/** Frames with a right checksum in a stream of packets, found by their magic. */
function wholeFrames(stream: Buffer, count: number): number {
  const decoder = new FrameDecoder();
  const length = frameOf(count).byteLength;
  let found = 0;
  for (let at = stream.indexOf('TTRM'); at >= 0; at = stream.indexOf('TTRM', at + 1)) {
    if (decoder.check(stream.subarray(at, at + length)) === null) found++;
  }
  return found;
}

function connect(url: string): BrokerConnection {
  return new BrokerConnection({
    url,
    credential: null,
    authority: null,
    sensors: [testDescription('pump-1')],
    clock: () => 1000,
    report: () => undefined,
  });
}
