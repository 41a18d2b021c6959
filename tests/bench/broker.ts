import {
  type BrokerUnderTest,
  embeddedBroker,
  mosquittoAbsent,
  mosquittoBroker,
} from '../contracts/broker-under-test.ts';
import type { BrokerLoad } from './broker-load-messages.ts';
import { LoadProcess } from './broker-load-process.ts';

/**
 * Messages a second of 128 bytes and megabytes a second of 16 KiB frames, QoS 0, that one subscriber gets from four
 * publishers at full speed: the same clients for the embedded broker and for Mosquitto, in turns. Medians.
 */
const RUNS = 3;
const WARM_MS = 700;
const MEASURE_MS = 2_000;
const SIZES = { small: 128, frame: 16 * 1024 };

interface Rates {
  messagesPerSecond: number;
  megabytesPerSecond: number;
}

/** The limits that keep a plant's sensors apart would only measure themselves here. */
const UNLIMITED = { maxMessagesPerSecond: 1e9, maxBytesPerSecond: 1e12 };

async function received(broker: BrokerUnderTest, payloadBytes: number): Promise<number> {
  const port = Number(new URL(broker.url).port);
  const common = { port, payloadBytes, sensorPrefix: 'sim-', stuck: false };
  const subscriber = new LoadProcess({
    ...common,
    ...broker.login('agent'),
    role: 'subscribe',
    connections: 1,
  } satisfies BrokerLoad);
  await subscriber.ready();
  const publishers = new LoadProcess({
    ...common,
    ...broker.login('gateway'),
    role: 'publish',
    connections: 4,
  } satisfies BrokerLoad);
  await publishers.ready();
  const closed = subscriber.closed.then(() => {
    throw new Error('the broker closed the subscriber: the machine is too busy to measure');
  });
  await Promise.race([Bun.sleep(WARM_MS), closed]);
  const from = await subscriber.mark();
  await Promise.race([Bun.sleep(MEASURE_MS), closed]);
  const to = await subscriber.mark();
  await Promise.all([publishers.stop(), subscriber.stop()]);
  return ((to.messages - from.messages) / (to.atMs - from.atMs)) * 1000;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

async function compare(brokers: ReadonlyMap<string, BrokerUnderTest>): Promise<Map<string, Rates>> {
  const small = new Map<string, number[]>();
  const frames = new Map<string, number[]>();
  for (let run = 0; run < RUNS; run++) {
    for (const [name, broker] of brokers) {
      const messages = await received(broker, SIZES.small);
      const framesPerSecond = await received(broker, SIZES.frame);
      const megabytes = (framesPerSecond * SIZES.frame) / 1e6;
      small.set(name, [...(small.get(name) ?? []), messages]);
      frames.set(name, [...(frames.get(name) ?? []), megabytes]);
      console.log(
        `${name}: ${Math.round(messages)} messages/s of ${SIZES.small} B, ${Math.round(megabytes)} MB/s (${Math.round(framesPerSecond)} frames/s of ${SIZES.frame} B)`,
      );
    }
  }
  const rates = (name: string): Rates => ({
    messagesPerSecond: Math.round(median(small.get(name) ?? [])),
    megabytesPerSecond: Math.round(median(frames.get(name) ?? [])),
  });
  return new Map([...brokers.keys()].map((name) => [name, rates(name)]));
}

const brokers = new Map([['embedded', await embeddedBroker(UNLIMITED)]]);
const absent = mosquittoAbsent();
if (absent === null) brokers.set('mosquitto', await mosquittoBroker(['--widen-gateways']));
else console.log(`mosquitto: not measured, ${absent}`);
const rates = await compare(brokers);
await Promise.all([...brokers.values()].map((broker) => broker.stop()));
console.log(
  JSON.stringify({
    bench: 'broker',
    embedded: rates.get('embedded'),
    mosquitto: rates.get('mosquitto') ?? null,
  }),
);
process.exit(0);
