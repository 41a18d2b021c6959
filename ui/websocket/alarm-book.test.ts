import { beforeEach, describe, expect, test } from 'bun:test';
import { Alarm } from '#schemas/alarms/alarm';
import type { AlarmHappening } from '#schemas/alarms/news';
import { AlarmBook } from './alarm-book.ts';

const NOW_MS = 1_700_000_000_000;
const id = (prefix: string, n: number) => `${prefix}_01HZX3T7Q0${String(n).padStart(16, '0')}`;

function alarm(n: number, more: Partial<Alarm> = {}): Alarm {
  return Alarm.parse({
    alarmId: id('al', n),
    ruleId: id('ar', 1),
    ruleName: 'Zone',
    asset: {
      ...{ kind: 'machine', assetId: 'machine:Pump', name: 'Pump', pointId: null, nodeId: null },
      ...{ machine: 'Pump', area: null, path: [], agentId: null },
    },
    cause: { source: 'severity', fault: null, what: 'D' },
    priority: 'high',
    state: 'unacknowledged',
    ...{ isActive: true, isAcknowledged: false, isLatched: false, hold: null },
    raisedMs: NOW_MS + n,
    ...{ shownMs: NOW_MS + n, returnedMs: null, acknowledgedMs: null, acknowledgedBy: null },
    ...{ closedMs: null, closedBecause: null },
    evidence: {
      ...{ says: '', facts: [], value: null, limit: null, unit: null, atMs: NOW_MS },
      ...{ pointId: null, lines: [] },
    },
    ...{ isFirstOut: false, groupKey: 'g', returns: 0, escalated: 0, isFalse: false, comments: 0 },
    revision: 1,
    ...more,
  });
}
const acknowledged = { state: 'acknowledged', isAcknowledged: true, revision: 2 } as const;
const closed = { closedMs: NOW_MS, closedBecause: 'returned', revision: 3 } as const;

let timers: { ms: number; callback: () => void }[] = [];
let raised: string[][] = [];
let book: AlarmBook;
const pass = () => {
  for (const { callback } of timers.splice(0)) callback();
};
const list = (...alarms: Alarm[]) => book.take({ type: 'openAlarms', reset: true, alarms });
const news = (what: AlarmHappening, ...alarms: Alarm[]) =>
  book.take({
    type: 'alarms',
    news: alarms.map((one) => ({ alarmId: one.alarmId, what, alarm: one })),
  });
const shown = () => book.open.value.map(({ alarmId }) => Number(alarmId.slice(-4)));

beforeEach(() => {
  timers = [];
  raised = [];
  book = new AlarmBook({
    after: (ms, callback) => timers.push({ ms, callback }),
    onRaised: (alarms) => raised.push(alarms.map(({ alarmId }) => alarmId)),
  });
});

describe('the open alarms', () => {
  test('stand with what nobody has acknowledged first, then by priority, then the newest', () => {
    list(
      alarm(1, { priority: 'critical', ...acknowledged }),
      alarm(2, { priority: 'low' }),
      alarm(3, { priority: 'critical' }),
      alarm(4, { priority: 'critical' }),
    );
    expect(book.isLoaded.value).toBe(true);
    expect(shown()).toEqual([4, 3, 2, 1]);
  });

  test('that are held back are open, and neither stand nor wait', () => {
    const hold = { kind: 'suppressed', why: 'machine_stopped', byAlarmId: null, sinceMs: NOW_MS };
    list(alarm(1), alarm(2, { hold: hold as Alarm['hold'] }));
    expect(book.open.value).toHaveLength(2);
    expect(book.standing.value).toHaveLength(1);
    expect(book.waiting.value).toEqual({ critical: 0, high: 1, medium: 0, low: 0 });
  });

  test('change with the news, together, and go when they are closed', () => {
    list(alarm(1), alarm(2));
    news('acknowledged', alarm(2, acknowledged));
    news('raised', alarm(3));
    expect(shown()).toEqual([2, 1]);
    expect(timers).toHaveLength(1);
    pass();
    expect(shown()).toEqual([3, 1, 2]);
    news('closed', alarm(2, closed));
    pass();
    expect(shown()).toEqual([3, 1]);
    // The answer of an acknowledgement that was on its way when it was closed.
    book.put([alarm(2, acknowledged)]);
    expect(shown()).toEqual([3, 1]);
  });

  test('are never set back by older news or an older answer', () => {
    list(alarm(1, acknowledged));
    news('raised', alarm(1));
    pass();
    expect(book.worst()).toBeNull();
    book.put([alarm(1)]);
    expect(book.open.value[0]?.isAcknowledged).toBe(true);
  });

  test('that were closed while the connection was lost go once the whole list has come', () => {
    list(alarm(1), alarm(2), alarm(3));
    list(alarm(2));
    book.take({ type: 'openAlarms', reset: false, alarms: [alarm(3)] });
    expect(shown()).toEqual([3, 2, 1]);
    pass();
    expect(shown()).toEqual([3, 2]);
  });

  test('of one person are not shown to the next', () => {
    list(alarm(1));
    book.clear();
    expect(book.open.value).toEqual([]);
    expect(book.isLoaded.value).toBe(false);
  });
});

describe('what is announced', () => {
  test('is what was raised just now, once, and the most urgent first', () => {
    list(alarm(1));
    news('raised', alarm(2), alarm(3, { priority: 'critical' }));
    pass();
    expect(raised).toEqual([[id('al', 3), id('al', 2)]]);
  });

  test('is not what a list brings, nor what somebody acknowledged meanwhile', () => {
    list(alarm(1));
    news('raised', alarm(2));
    news('acknowledged', alarm(2, acknowledged));
    pass();
    expect(raised).toEqual([]);
  });
});
