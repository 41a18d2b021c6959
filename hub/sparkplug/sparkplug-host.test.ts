import { beforeEach, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { get } from 'sparkplug-payload';
import { type HostNews, SparkplugHost, type SparkplugStep } from './sparkplug-host.ts';

/** The payloads of Eclipse Tahu: what real edge nodes send. */
const tahu = get('spBv1.0')!;

let nowMs: number;
let asked: string[];
let heard: HostNews[];
let refused: string[];
let host: SparkplugHost;

beforeEach(() => {
  nowMs = 1_000_000;
  asked = [];
  heard = [];
  refused = [];
  host = new SparkplugHost({
    clock: () => nowMs,
    askRebirth: (group, node) => asked.push(`${group}/${node}`),
    heard: (news) => heard.push(news),
    refused: (why) => refused.push(why),
  });
});

type Metrics = NonNullable<Parameters<typeof tahu.encodePayload>[0]['metrics']>;
const bdSeq = (value: number): Metrics[number] => ({ name: 'bdSeq', type: 'UInt64', value });
const say = (
  step: SparkplugStep,
  seq: number | undefined,
  metrics: Metrics = [],
  device: string | null = null,
) =>
  host.take(step, 'mill', 'plc-1', device, tahu.encodePayload({ timestamp: nowMs, seq, metrics }));
const born = (birth = 0) =>
  say('NBIRTH', 0, [
    bdSeq(birth),
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
    { name: 'speed', alias: 0, type: 'Double', value: 1487.5 },
    { name: 'program', type: 'String', value: 'x' },
  ]);
const values = () =>
  heard.flatMap((news) =>
    news.values.map(({ source, name, value }) => [`${source}/${name}`, value]),
  );

describe('an edge node', () => {
  test('tells its values at birth and by alias from then on; what is no number is none of ours', () => {
    born();
    say('NDATA', 1, [{ alias: 0, type: 'Double', value: -3 } as Metrics[number]]);
    expect(values()).toEqual([
      ['mill/plc-1/speed', 1487.5],
      ['mill/plc-1/speed', -3],
    ]);
    expect(asked).toEqual([]);
    expect(host.counts()).toEqual({ known: 1, born: 1 });
  });

  test('reads every kind of number, a missing value, a unit and a bad quality', () => {
    say('NBIRTH', 0, [
      { name: 'i8', type: 'Int8', value: -7 },
      { name: 'i64', type: 'Int64', value: -3 },
      { name: 'u64', type: 'UInt64', value: 12_345_678_901 },
      { name: 'on', type: 'Boolean', value: true },
      { name: 'zero', type: 'Float', value: 0 },
      { name: 'none', type: 'Float', value: null },
      {
        name: 'hot',
        type: 'Float',
        value: 71.5,
        properties: {
          engUnit: { type: 'String', value: '°C' },
          Quality: { type: 'Int32', value: 500 },
        },
      },
    ]);
    expect(heard[0]!.values.map(({ name, value, isGood }) => [name, value, isGood])).toEqual([
      ['i8', -7, true],
      ['i64', -3, true],
      ['u64', 12_345_678_901, true],
      ['on', 1, true],
      ['zero', 0, true],
      ['none', null, false],
      ['hot', 71.5, false],
    ]);
    expect(heard[0]!.values.at(-1)!.unit).toBe('°C');
  });

  test('that misses a number is asked for its birth, and nothing of it counts until then', () => {
    born();
    say('NDATA', 2, [{ name: 'speed', type: 'Double', value: 9 }]);
    expect(asked).toEqual(['mill/plc-1']);
    expect(heard.at(-1)).toEqual({ values: [], gone: ['mill/plc-1'] });
    say('NDATA', 3, [{ name: 'speed', type: 'Double', value: 9 }]);
    expect(values()).toHaveLength(1);
    born();
    expect(values()).toHaveLength(2);
  });

  test('is asked no more often than each ten seconds, however much it gets wrong', () => {
    for (let i = 0; i < 50; i++) say('NDATA', 7);
    expect(asked).toHaveLength(1);
    nowMs += 10_000;
    say('NDATA', 7);
    expect(asked).toHaveLength(2);
  });

  test('the number after 255 is 0', () => {
    born();
    for (let seq = 1; seq <= 600; seq++) say('NDATA', seq % 256);
    expect(asked).toEqual([]);
  });

  test('a last will of an earlier connection says nothing of this one', () => {
    born(4);
    say('NDEATH', undefined, [bdSeq(3)]);
    expect(host.counts().born).toBe(1);
    say('NDEATH', undefined, [bdSeq(4)]);
    expect(host.counts().born).toBe(0);
    expect(heard.at(-1)).toEqual({ values: [], gone: ['mill/plc-1'] });
  });

  test('its devices are born and die by themselves, in its sequence', () => {
    born();
    say('DBIRTH', 1, [{ name: 'flow', alias: 9, type: 'Float', value: 2 }], 'pump');
    say('DDATA', 2, [{ alias: 9, type: 'Float', value: 3 } as Metrics[number]], 'pump');
    say('DDEATH', 3, [], 'pump');
    expect(values().slice(1)).toEqual([
      ['mill/plc-1/pump/flow', 2],
      ['mill/plc-1/pump/flow', 3],
    ]);
    expect(heard.at(-1)).toEqual({ values: [], gone: ['mill/plc-1/pump'] });
    say('DDATA', 4, [{ alias: 9, type: 'Float', value: 3 } as Metrics[number]], 'pump');
    expect(asked).toEqual(['mill/plc-1']);
  });

  test('a metric that no birth named is a gap, too; one of the past is not how it is now', () => {
    born();
    say('NDATA', 1, [{ name: 'speed', type: 'Double', value: 1, isHistorical: true }]);
    expect(values()).toHaveLength(1);
    say('NDATA', 2, [{ name: 'new', type: 'Double', value: 1 }]);
    expect(asked).toEqual(['mill/plc-1']);
  });

  test('when the broker was away everything is asked for again', () => {
    born();
    host.connection(false);
    expect(heard.at(-1)).toEqual({ values: [], gone: ['mill/plc-1'] });
    host.connection(true);
    expect(asked).toContain('mill/plc-1');
  });
});

test('bytes that are no payload are refused and change nothing', () => {
  born();
  host.take('NDATA', 'mill', 'plc-1', null, new Uint8Array([0xff, 0xff, 0xff]));
  expect(refused).toHaveLength(1);
  say('NDATA', 1, [{ name: 'speed', type: 'Double', value: 8 }]);
  expect(asked).toEqual([]);
});

test('whatever is lost on the way, no value counts that did not follow its birth without a gap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ isLost: fc.boolean(), isBirth: fc.boolean() }), { maxLength: 40 }),
      (steps) => {
        heard = [];
        asked = [];
        host = new SparkplugHost({
          clock: () => nowMs,
          askRebirth: () => undefined,
          heard: (news) => heard.push(news),
          refused: () => undefined,
        });
        let seq = 0;
        let isWhole = false;
        const expected: number[] = [];
        steps.forEach(({ isLost, isBirth }, i) => {
          seq = isBirth ? 0 : (seq + 1) % 256;
          const metrics: Metrics = [{ name: 'speed', type: 'Double', value: i }];
          // A birth right after a birth has its number: that alone no host can miss anything of.
          if (isLost && !isBirth) isWhole = false;
          else {
            isWhole = isBirth || isWhole;
            if (isWhole) expected.push(i);
            say(isBirth ? 'NBIRTH' : 'NDATA', seq, metrics);
          }
        });
        expect(heard.flatMap((news) => news.values.map(({ value }) => value))).toEqual(expected);
      },
    ),
  );
});
