import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { IClientOptions, MqttClient } from 'mqtt';
import { TOPICS, topic } from '#schemas/broker/topics';
import { BrokerClient } from '../../hub/broker/broker-client.ts';
import {
  type BrokerUnderTest,
  CLIENTS,
  type ClientName,
  connect,
  quietLog,
} from './broker-under-test.ts';

/** What a message was, for comparison. */
interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** Everything that Tremolo relies on at a broker, embedded or not. */
export function brokerContract(name: string, make: () => Promise<BrokerUnderTest>): void {
  describe(`${name}`, () => {
    let broker: BrokerUnderTest;
    const open: MqttClient[] = [];
    let joined = 0;
    beforeAll(async () => {
      broker = await make();
    });
    afterAll(async () => {
      for (const client of open) client.end(true);
      await broker.stop();
    });

    const join = async (who: ClientName, options: IClientOptions = {}) => {
      const client = await connect(broker.url, broker.login(who), {
        clientId: `${broker.login(who).username}:${joined++}`,
        ...options,
      });
      client.on('error', () => undefined);
      open.push(client);
      return client;
    };
    /** All messages until one with this payload, which comes last because it was sent last. */
    const heardUntil = (client: MqttClient, last: string) =>
      new Promise<Heard[]>((resolve) => {
        const heard: Heard[] = [];
        client.on('message', (topic, payload, { retain }) => {
          heard.push({ topic, payload: payload.toString(), retain });
          if (payload.toString() === last) resolve(heard);
        });
      });

    describe('lets in', () => {
      test.each(Object.keys(CLIENTS).filter((who) => who !== 'disabled') as ClientName[])(
        '%s with its own secret',
        async (who) => {
          expect((await join(who)).connected).toBe(true);
        },
      );
      test('no one with a wrong secret, an unknown name, or nothing', async () => {
        const { username, password } = broker.login('agent');
        const refused = { username, password: `${password}x` };
        await expect(connect(broker.url, refused)).rejects.toThrow(/refused/);
        const unknown = { username: 'agent:nobody', password };
        await expect(connect(broker.url, unknown)).rejects.toThrow(/refused/);
        await expect(connect(broker.url, {}, { clientId: 'x' })).rejects.toThrow(/refused/);
      });
      test('no one whose credential is disabled', async () => {
        await expect(connect(broker.url, broker.login('disabled'))).rejects.toThrow(/refused/);
      });
      test('several connections of one credential at once', async () => {
        const lanes = await Promise.all([join('agent'), join('agent'), join('agent')]);
        expect(lanes.every((lane) => lane.connected)).toBe(true);
      });
    });

    describe('carries', () => {
      test('every row of the table from its sender to its receiver', async () => {
        const own = { sensorId: 's-1', agentId: 'agent-1', edgeNodeId: 'plc-1' };
        const ids = {
          ...own,
          pointId: 'pt_1',
          groupId: 'g',
          deviceId: 'd',
          hostId: 'tremolo',
          event: 'alarm.raised',
        };
        const party = {
          sensor: 'sensor',
          edge: 'edge',
          agent: 'agent',
          hub: 'hub',
          listener: 'listener',
        } as const;
        for (const [row, { from, to, qos, levels }] of Object.entries(TOPICS)) {
          const full = topic(row as keyof typeof TOPICS, ...levels.map((level) => ids[level]));
          const receiver = await join(party[to]);
          const heard = heardUntil(receiver, row);
          await receiver.subscribeAsync(full, { qos });
          await (await join(party[from])).publishAsync(full, row, { qos });
          expect((await heard).at(-1)).toEqual({ topic: full, payload: row, retain: false });
        }
      });
      test('a frame of 64 KiB byte for byte', async () => {
        const frame = Buffer.from(Uint8Array.from({ length: 65_536 }, (_, i) => i * 7));
        const lane = await join('agent');
        await lane.subscribeAsync('tremolo/1/frames/s-1');
        const got = new Promise<Buffer>((resolve) =>
          lane.on('message', (_, payload) => resolve(payload)),
        );
        (await join('sensor')).publish('tremolo/1/frames/s-1', frame);
        expect((await got).equals(frame)).toBe(true);
      });
      test('a thousand messages of one sensor in order and none twice', async () => {
        const lane = await join('agent');
        await lane.subscribeAsync(['tremolo/1/frames/+', 'tremolo/1/frames/s-1']);
        const heard = heardUntil(lane, '999');
        const sensor = await join('sensor');
        for (let i = 0; i < 1000; i++) sensor.publish('tremolo/1/frames/s-1', `${i}`);
        expect(await heard).toHaveLength(1000);
      });
      test('retained messages to who comes later', async () => {
        const sensor = await join('sensor');
        const full = topic('sensorDescription', 's-1');
        await sensor.publishAsync(full, 'about s-1', { qos: 1, retain: true });
        const hub = await join('hub');
        const heard = heardUntil(hub, 'about s-1');
        await hub.subscribeAsync(topic('sensorDescription'), { qos: 1 });
        expect(await heard).toContainEqual({ topic: full, payload: 'about s-1', retain: true });
      });
      test('the last will of a client that is gone without a word, and none of one that said so', async () => {
        const hub = await join('hub');
        await hub.subscribeAsync(topic('sensorStatus'), { qos: 1 });
        const heard = heardUntil(hub, 'gone-2');
        const will = (who: string, payload: string) => ({
          will: { topic: topic('sensorStatus', who), payload, qos: 1, retain: false } as const,
        });
        await (await join('sensor', will('s-1', 'gone-1'))).endAsync();
        (await join('other', will('s-2', 'gone-2'))).stream.destroy();
        expect((await heard).map((one) => one.payload)).not.toContain('gone-1');
      });
    });

    describe('keeps', () => {
      const foreign: [ClientName, string][] = [
        ['sensor', 'tremolo/1/frames/s-2'],
        ['sensor', 'tremolo/1/sensors/s-2/description'],
        ['sensor', 'tremolo/1/agents/agent-1/assignment'],
        ['agent', 'tremolo/1/agents/agent-2/results'],
        ['agent', 'tremolo/1/agents/agent-1/assignment'],
        ['agent', 'tremolo/1/frames/s-1'],
        ['hub', 'tremolo/1/agents/agent-1/results'],
        ['gateway', 'tremolo/1/frames/s-1'],
      ];
      test.each(foreign)('%s from publishing %s, live or retained', async (who, full) => {
        // Who may hear the topic, and who may publish it, by the table.
        const row = Object.values(TOPICS).find(({ pattern }) =>
          new RegExp(`^${pattern.replaceAll('+', '[^/]+')}$`).test(full),
        );
        const hearer = await join(row?.to === 'hub' ? 'hub' : 'agent');
        const heard: string[] = [];
        hearer.on('message', (_, payload) => heard.push(payload.toString()));
        if (row?.to !== 'agent' || !full.includes('agent-2')) {
          await hearer.subscribeAsync(full, { qos: 1 });
        }
        const rogue = await join(who);
        const closed = new Promise<void>((resolve) => rogue.once('close', () => resolve()));
        rogue.publish(full, 'forged', { qos: 1, retain: true }, () => rogue.end());
        await closed;
        const later = await join(row?.to === 'hub' ? 'hub' : 'agent');
        later.on('message', (_, payload) => heard.push(payload.toString()));
        await later.subscribeAsync(full, { qos: 1 });
        await Promise.all([roundTrip(hearer), roundTrip(later)]);
        expect(heard).not.toContain('forged');
      });
      test.each<[ClientName, string]>([
        ['agent', '#'],
        ['agent', 'tremolo/1/#'],
        ['agent', 'tremolo/1/agents/+/assignment'],
        ['agent', 'tremolo/1/agents/agent-2/receipt'],
        ['agent', '$SYS/#'],
        ['sensor', 'tremolo/1/frames/s-1'],
        ['sensor', 'tremolo/1/sensors/+/description'],
        ['hub', 'tremolo/1/frames/+'],
      ])('%s from subscribing to %s', async (who, filter) => {
        const client = await join(who);
        const codes = await granted(client, filter);
        expect(codes).toEqual([128]);
      });
      test('the last will of one from another’s topic', async () => {
        const hub = await join('hub');
        await hub.subscribeAsync(topic('sensorStatus'), { qos: 1 });
        const heard = heardUntil(hub, 'end');
        const will = {
          topic: topic('sensorStatus', 's-2'),
          payload: 'forged',
          qos: 1,
          retain: true,
        } as const;
        const rogue = await join('sensor', { will }).catch(() => null);
        rogue?.stream.destroy();
        (await join('other')).publish(topic('sensorStatus', 's-2'), 'end', { qos: 1 });
        expect((await heard).map((one) => one.payload)).not.toContain('forged');
      });
    });

    test('survives topics of many levels and too large packets, and goes on serving', async () => {
      const lane = await join('agent');
      await lane.subscribeAsync('tremolo/1/frames/s-2');
      for (const bad of ['a/'.repeat(200), `${'x'.repeat(60_000)}`]) {
        const rogue = await join('sensor');
        const closed = new Promise<void>((resolve) => rogue.once('close', () => resolve()));
        rogue.publish(bad, 'x', { qos: 1 }, () => rogue.end());
        await closed;
      }
      const huge = await join('sensor');
      const closed = new Promise<void>((resolve) => huge.once('close', () => resolve()));
      huge.publish('tremolo/1/frames/s-1', Buffer.alloc(20 << 20));
      await closed;
      const heard = heardUntil(lane, 'still here');
      (await join('other')).publish('tremolo/1/frames/s-2', 'still here');
      expect(await heard).toHaveLength(1);
    });

    test('the hub’s own connection hears by the table and publishes again what it retains', async () => {
      const heard = Promise.withResolvers<string>();
      const client = new BrokerClient({
        url: () => broker.url,
        login: () => broker.login('hub'),
        clientId: 'hub:contract',
        caFile: null,
        clock: Date.now,
        log: quietLog,
      });
      client.on('results', ({ ids, payload }) =>
        heard.resolve(`${ids.join()} ${Buffer.from(payload)}`),
      );
      expect(client.publish('assignment', ['agent-1'], 'all points')).toBe(false);
      const up = new Promise((resolve) => client.onChange(resolve));
      client.start();
      expect(await up).toBe(true);
      const agent = await join('agent');
      const assignment = heardUntil(agent, 'all points');
      await agent.subscribeAsync(topic('assignment', 'agent-1'), { qos: 1 });
      expect((await assignment).at(-1)?.topic).toBe('tremolo/1/agents/agent-1/assignment');
      await agent.publishAsync(topic('results', 'agent-1'), 'batch', { qos: 1 });
      expect(await heard.promise).toBe('agent-1 batch');
      await client.stop();
    });
  });
}

/** The SUBACK's codes as they came: mqtt.js only says that something was refused. */
function granted(client: MqttClient, filter: string): Promise<number[]> {
  return new Promise((resolve) => {
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'suback') resolve(packet.granted as number[]);
    });
    client.subscribe(filter, { qos: 1 }, () => undefined);
  });
}

/** Resolves when the broker has answered: whatever it had sent before has come. */
function roundTrip(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    client.on('packetreceive', ({ cmd }) => {
      if (cmd === 'pingresp') resolve();
    });
    client.sendPing();
  });
}
