import { afterAll, describe, expect, test } from 'bun:test';
import type { Socket } from 'bun';
import { generate } from 'mqtt-packet';
import { topic } from '#schemas/broker/topics';
import { type BrokerUnderTest, connect, embeddedBroker } from './broker-under-test.ts';

// What only the embedded broker promises.
const running: BrokerUnderTest[] = [];
afterAll(() => Promise.all(running.map((broker) => broker.stop())));
async function start(settings: object = {}): Promise<BrokerUnderTest> {
  const broker = await embeddedBroker(settings);
  running.push(broker);
  return broker;
}

/** A bare socket to the broker: everything that came, and when it was closed. */
async function bare(broker: BrokerUnderTest) {
  const closed = Promise.withResolvers<Buffer>();
  let came = Buffer.alloc(0);
  const socket: Socket = await Bun.connect({
    hostname: '127.0.0.1',
    port: Number(new URL(broker.url).port),
    socket: {
      data: (_, chunk) => {
        came = Buffer.concat([came, chunk]);
      },
      close: () => closed.resolve(came),
      error: () => closed.resolve(came),
    },
  });
  return { socket, closed: closed.promise };
}

describe('a client that exceeds its rate', () => {
  test('waits, and none of its messages is lost', async () => {
    const broker = await start({ maxMessagesPerSecond: 200 });
    const lane = await connect(broker.url, broker.login('agent'));
    await lane.subscribeAsync(topic('frames', 's-1'));
    const last = new Promise<string[]>((resolve) => {
      const heard: string[] = [];
      lane.on('message', (_, payload) => {
        heard.push(payload.toString());
        if (heard.length === 500) resolve(heard);
      });
    });
    const sensor = await connect(broker.url, broker.login('sensor'));
    const startedMs = performance.now();
    for (let i = 0; i < 500; i++) sensor.publish(topic('frames', 's-1'), `${i}`, { qos: 1 });
    expect(await last).toEqual(Array.from({ length: 500 }, (_, i) => `${i}`));
    // 200 at once and 300 at 200 a second: the rate is what is tested here, and only from below.
    expect(performance.now() - startedMs).toBeGreaterThan(1300);
    for (const client of [lane, sensor]) client.end(true);
  });
});

describe('a client that is not let in', () => {
  test('cannot act before it is known, not even in the same packet run as its CONNECT', async () => {
    const broker = await start();
    const hub = await connect(broker.url, broker.login('hub'));
    await hub.subscribeAsync(topic('sensorStatus'), { qos: 1 });
    const heard: string[] = [];
    hub.on('message', (_, payload) => heard.push(payload.toString()));
    const { socket, closed } = await bare(broker);
    const username = 'sensor:s-1';
    const connectPacket = generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: username,
      keepalive: 0,
      username,
      password: Buffer.from('wrong'),
    });
    const publish = generate({
      cmd: 'publish',
      topic: topic('sensorStatus', 's-1'),
      payload: 'forged',
      qos: 1,
      messageId: 1,
      retain: true,
      dup: false,
    });
    socket.write(Buffer.concat([connectPacket, publish, publish]));
    expect((await closed).subarray(0, 4)).toEqual(Buffer.from([0x20, 2, 0, 4]));
    const later = await connect(broker.url, broker.login('hub'), { clientId: 'hub:later' });
    later.on('message', (_, payload) => heard.push(payload.toString()));
    await later.subscribeAsync(topic('sensorStatus'), { qos: 1 });
    const end = new Promise((resolve) => later.on('message', resolve));
    const sensor = await connect(broker.url, broker.login('sensor'));
    sensor.publish(topic('sensorStatus', 's-1'), 'true', { qos: 1 });
    await end;
    expect(heard).not.toContain('forged');
    for (const client of [hub, later, sensor]) client.end(true);
  });

  test('is closed when its first packet is no CONNECT, or too large for one', async () => {
    const broker = await start();
    for (const first of [
      generate({ cmd: 'pingreq' }),
      Buffer.from([0x10, 0xff, 0xff, 0x03]),
      Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]),
    ]) {
      const { socket, closed } = await bare(broker);
      socket.write(first);
      expect(await closed).toHaveLength(0);
    }
  });

  test('may not take another’s client id', async () => {
    const broker = await start();
    const agent = await connect(broker.url, broker.login('agent'));
    const theft = connect(broker.url, broker.login('sensor'), { clientId: 'agent:agent-1' });
    await expect(theft).rejects.toThrow(/Not authorized/);
    expect(agent.connected).toBe(true);
    agent.end(true);
  });

  test('waits outside when there are too many', async () => {
    const broker = await start({ maxClients: 1 });
    const agent = await connect(broker.url, broker.login('agent'));
    const { closed } = await bare(broker);
    expect(await closed).toHaveLength(0);
    agent.end(true);
  });

  test('leaves its place when it goes without having said anything', async () => {
    const broker = await start({ maxClients: 1 });
    for (let i = 0; i < 3; i++) {
      const { socket } = await bare(broker);
      socket.end();
      // The end and the next connection travel apart: the first may still be refused.
      let agent = await connect(broker.url, broker.login('agent')).catch(() => null);
      while (agent === null) {
        agent = await connect(broker.url, broker.login('agent')).catch(() => null);
      }
      const gone = new Promise<void>((resolve) => agent.once('close', () => resolve()));
      agent.end();
      await gone;
    }
  });
});

describe('a credential that is withdrawn', () => {
  test('ends its connections and lets the renewed one in', async () => {
    const broker = await start();
    const agent = await connect(broker.url, broker.login('agent'));
    const closed = new Promise<void>((resolve) => agent.once('close', () => resolve()));
    const renewed = await broker.credentials.add({ kind: 'agent', id: 'agent-1' });
    await closed;
    await expect(connect(broker.url, broker.login('agent'))).rejects.toThrow(/refused/);
    const again = await connect(broker.url, renewed);
    expect(again.connected).toBe(true);
    again.end(true);
  });
});

describe('a frame that is published retained', () => {
  test('is delivered but not kept: the table does not retain frames', async () => {
    const broker = await start();
    const lane = await connect(broker.url, broker.login('agent'));
    await lane.subscribeAsync(topic('frames', 's-1'));
    const heard = new Promise((resolve) => lane.on('message', resolve));
    const sensor = await connect(broker.url, broker.login('sensor'));
    sensor.publish(topic('frames', 's-1'), 'kept?', { retain: true });
    await heard;
    const later = await connect(broker.url, broker.login('agent'), {
      clientId: 'agent:agent-1:later',
    });
    const first = new Promise<string>((resolve) =>
      later.on('message', (_, payload) => resolve(payload.toString())),
    );
    await later.subscribeAsync(topic('frames', 's-1'));
    sensor.publish(topic('frames', 's-1'), 'live');
    expect(await first).toBe('live');
    for (const client of [lane, sensor, later]) client.end(true);
  });
});
