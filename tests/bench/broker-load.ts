import type { Socket } from 'bun';
import { generate } from 'mqtt-packet';
import { topic } from '#schemas/broker/topics';
import type { BrokerLoad, FromLoad } from './broker-load-messages.ts';

/**
 * One process of publishers at full speed, or of one subscriber that only counts: as little as a client can do, so
 * that the broker is what is measured. Ends with its parent.
 */
const load = JSON.parse(process.argv[2]) as BrokerLoad;
/** Packets are written in blocks of this size. */
const BLOCK_BYTES = 256 * 1024;
const PAUSE_MS = 5;

let messages = 0;
const tell = (message: FromLoad) => process.send?.(message);

function connectPacket(number: number): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: `${load.username}:${load.role}-${number}`,
    keepalive: 0,
    username: load.username,
    password: Buffer.from(load.password),
  });
}

function publishPacket(number: number): Buffer {
  return generate({
    cmd: 'publish',
    topic: topic('frames', `${load.sensorPrefix}${number}`),
    payload: Buffer.alloc(load.payloadBytes, number),
    qos: 0,
    retain: false,
    dup: false,
  });
}

/** Resolves when the broker let it in. Goes on sending for ever. */
function publish(number: number): Promise<void> {
  const packet = publishPacket(number);
  const count = Math.max(1, Math.floor(BLOCK_BYTES / packet.length));
  const block = Buffer.concat(Array.from({ length: count }, () => packet));
  let at = 0;
  const pump = (socket: Socket) => {
    // A few blocks a turn: the other connections of this process have theirs, too.
    for (let blocks = 0; blocks < 4; blocks++) {
      const sent = socket.write(block.subarray(at));
      if (sent < 0) return;
      at += sent;
      if (at < block.length) return;
      at = 0;
      messages += count;
    }
    setImmediate(pump, socket);
  };
  return new Promise((resolve, reject) => {
    Bun.connect({
      hostname: '127.0.0.1',
      port: load.port,
      socket: {
        open: (socket) => void socket.write(connectPacket(number)),
        data: (socket, bytes) => {
          if (bytes[3] !== 0) reject(new Error(`refused with ${bytes[3]}`));
          resolve();
          setTimeout(pump, PAUSE_MS, socket);
        },
        drain: (socket) => pump(socket),
        close: () => void tell({ kind: 'closed' }),
        error: (_, error) => reject(error),
      },
    }).catch(reject);
  });
}

/** Resolves when the subscription stands. */
function subscribe(): Promise<void> {
  const packetBytes = publishPacket(0).length;
  const subscription = generate({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: [{ topic: topic('frames'), qos: 0 }],
  });
  let bytes = 0;
  let standing = false;
  return new Promise((resolve, reject) => {
    Bun.connect({
      hostname: '127.0.0.1',
      port: load.port,
      socket: {
        open: (socket) => void socket.write(connectPacket(0)),
        data: (socket, chunk) => {
          if (standing) {
            bytes += chunk.length;
            messages = Math.floor(bytes / packetBytes);
          } else if (chunk[0] === 0x20) {
            if (chunk[3] !== 0) reject(new Error(`refused with ${chunk[3]}`));
            socket.write(subscription);
          } else {
            standing = true;
            if (load.stuck) socket.pause();
            resolve();
          }
        },
        close: () => void tell({ kind: 'closed' }),
        error: (_, error) => reject(error),
      },
    }).catch(reject);
  });
}

process.on('message', () => tell({ kind: 'mark', messages, atMs: performance.now() }));
process.on('disconnect', () => process.exit(0));
const numbers = Array.from({ length: load.connections }, (_, i) => i);
await (load.role === 'publish' ? Promise.all(numbers.map(publish)) : subscribe());
tell({ kind: 'ready' });
