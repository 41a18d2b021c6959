import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmLimit } from '#schemas/alarms/alarm-limit';
import type { AlarmFigures } from '#schemas/alarms/figures';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Acknowledged, AlarmDetail, AlarmGroup, AlarmSummary } from '#schemas/http/alarms';
import type { SearchAnswer } from '#schemas/http/search';
import type { SessionInfo } from '#schemas/http/session';
import type { LiveClient } from './live-client.ts';
import { summaryOf } from './plant-messages.ts';
import { SightBox } from './sight-box.ts';

const RULE = {
  name: 'Velocity high',
  when: { source: 'figure', figure: 'velocityMmS', limit: 7, deadBand: 1 },
  per: 'point',
  consequence: 'major',
  timeToRespond: 'hour',
};
const READ = ['/alarms', '/alarms?view=closed', '/alarm-summary', '/alarm-groups', '/alarm-holds'];

let box: SightBox;
let rule: AlarmRule;
/** Of the pump in the hall, and of that in the yard. */
let own: Alarm;
let other: Alarm;

const ask = <Answer>(path: string) => box.guest.ask<Answer>('GET', `/api/v1${path}`);
const ids = async (path: string) =>
  (await ask<{ items: Alarm[] }>(path)).items.map(({ alarmId }) => alarmId);
const figures = () => {
  // What was raised this very moment is not yet over.
  const nowMs = ++box.people.clock.nowMs;
  return `/alarm-figures?from=${nowMs - 3_600_000}&to=${nowMs + 3_600_000}`;
};

/** The velocity of both points, and what alarms it brought or ended. */
async function hear(velocityMmS: number, what: 'raised' | 'closed'): Promise<Alarm[]> {
  const { rooms, clock } = box.people;
  const heard: Alarm[] = [];
  const told = new Promise<void>((done) => {
    const stop = rooms.events.on('alarms', (news) => {
      heard.push(...news.filter((one) => one.what === what).map(({ alarm }) => alarm));
      if (heard.length < 2) return;
      stop();
      done();
    });
  });
  clock.nowMs += 1_000;
  const summaries = box.points.map((id) => summaryOf(id, clock.nowMs, velocityMmS));
  rooms.events.emit('summaries', rooms.latest.take(summaries));
  await told;
  return box.points.map((id) => heard.find(({ asset }) => asset.pointId === id) as Alarm);
}

const shown = (screen: LiveClient): string[] => {
  const { messages } = screen;
  const last = messages.findLastIndex((one) => one.type === 'openAlarms' && one.reset);
  const open = new Set<string>();
  for (const one of messages.slice(last)) {
    if (one.type === 'openAlarms') for (const { alarmId } of one.alarms) open.add(alarmId);
    if (one.type !== 'alarms') continue;
    for (const { alarmId, alarm } of one.news) {
      if (alarm.closedMs === null) open.add(alarmId);
      else open.delete(alarmId);
    }
  }
  return [...open].sort();
};

beforeAll(async () => {
  box = await SightBox.start();
  rule = await box.admin.ask<AlarmRule>('POST', '/api/v1/alarm-rules', RULE);
  [own, other] = await hear(9, 'raised');
});
afterAll(() => box?.stop());

test('without a right anywhere alarms are closed, by address and by channel', async () => {
  const limits = `/alarm-limits?sources=${box.points}`;
  for (const path of [...READ, `/alarms/${own.alarmId}`, figures(), limits]) {
    expect(`${path} ${await box.status('GET', path)}`).toBe(`${path} 403`);
  }
  await box.give(box.hall, 'outside');
  expect(await box.status('GET', '/alarms')).toBe(403);
});

test('a role at a node opens the alarms of what is there, and counts and groups of these alone', async () => {
  await box.give(box.hall, 'operator');
  expect(await ids('/alarms')).toEqual([own.alarmId]);
  const summary = await ask<AlarmSummary>('/alarm-summary');
  expect(summary).toMatchObject({
    standing: 1,
    unacknowledged: 1,
    worst: { alarmId: own.alarmId },
  });
  expect(summary.flood.lastTenMinutes).toBe(1);
  const { groups } = await ask<{ groups: AlarmGroup[] }>('/alarm-groups');
  expect(groups.map(({ alarms, machine }) => [alarms, machine])).toEqual([[1, 'P-1']]);
  const { alarm, may } = await ask<AlarmDetail>(`/alarms/${own.alarmId}`);
  expect([alarm.alarmId, may.acknowledge]).toEqual([own.alarmId, true]);
  expect(await box.status('GET', `/alarms/${other.alarmId}`)).toBe(404);
  expect(await ids(`/alarms?nodeId=${box.yard}`)).toEqual([]);
  const { shown: counted, offenders, measured } = await ask<AlarmFigures>(figures());
  expect([counted, offenders.map(({ assetId }) => assetId)]).toEqual([1, [box.points[0]]]);
  expect(JSON.stringify(measured)).not.toBe('[]');
  const { groups: found } = await ask<SearchAnswer>('/search?q=P-&kinds=alarm');
  expect(found.flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual([own.alarmId]);
  const { limits } = await ask<{ limits: AlarmLimit[] }>(`/alarm-limits?sources=${box.points}`);
  expect(limits).toMatchObject([
    { sourceId: box.points[0], figure: 'velocity', side: 'above', value: 7, unit: 'mm/s' },
  ]);
  const { navigation } = await ask<SessionInfo>('/users/me/session');
  expect(navigation.map(({ key }) => String(key))).toContain('alarms');
});

test('nothing can be done with, or learned of, an alarm elsewhere', async () => {
  const at = `/alarms/${other.alarmId}`;
  expect(await box.status('POST', `${at}/acknowledge`, {})).toBe(404);
  expect(await box.status('POST', `${at}/comments`, { comment: 'Mine' })).toBe(404);
  const shelve = { minutes: 5, reason: 'Not mine' };
  expect(await box.status('POST', `${at}/shelve`, shelve)).toBe(404);
  const hold = { ruleId: rule.ruleId, pointId: box.points[1], ...shelve };
  expect(await box.status('POST', '/alarm-holds', hold)).toBe(404);
  const { holdId } = await box.admin.ask<{ holdId: string }>('POST', '/api/v1/alarm-holds', hold);
  expect(await ask<{ holds: unknown[] }>('/alarm-holds')).toEqual({ holds: [] });
  expect(await box.status('DELETE', `/alarm-holds/${holdId}`)).toBe(404);
  await box.admin.send('DELETE', `/api/v1/alarm-holds/${holdId}`);
  // By area, machine or node it is not even named among those that were left.
  const by = (which: object) =>
    box.guest.ask<Acknowledged>('POST', '/api/v1/alarms/acknowledge', { which });
  const nothing = { acknowledged: [], already: [], left: [] };
  expect(await by({ by: 'node', nodeId: box.yard })).toEqual(nothing);
  expect(await by({ by: 'machine', machine: 'P-2' })).toEqual(nothing);
  expect(await by({ by: 'ids', alarmIds: [other.alarmId] })).toMatchObject({
    acknowledged: [],
    left: [other.alarmId],
  });
});

test('a screen is told of alarms in its part, and of a machine’s when that is moved there or away', async () => {
  const screen = await box.open('alarms');
  await screen.next('openAlarms');
  expect(shown(screen)).toEqual([own.alarmId]);
  const note = (alarm: Alarm) =>
    box.admin.ask('POST', `/api/v1/alarms/${alarm.alarmId}/comments`, { comment: 'Seen' });
  await note(other);
  await note(own);
  await screen.until(() => screen.messages.some(({ type }) => type === 'alarms'));
  await box.move(box.pumps[1], box.hall);
  const both = [own.alarmId, other.alarmId].sort();
  await screen.until(() => shown(screen).length === 2);
  expect(shown(screen)).toEqual(both);
  expect((await ids('/alarms')).sort()).toEqual(both);
  await box.move(box.pumps[1], box.yard);
  await screen.until(() => shown(screen).length === 1);
  expect(await ids('/alarms')).toEqual([own.alarmId]);
  // A point that is hung on another machine takes its alarm along, too.
  await box.admin.ask('PATCH', `/api/v1/points/${box.points[0]}`, { nodeId: box.pumps[1] });
  await screen.until(() => shown(screen).length === 0);
  await box.admin.ask('PATCH', `/api/v1/points/${box.points[0]}`, { nodeId: box.pumps[0] });
  await screen.until(() => shown(screen).length === 1);
  const told = screen.messages.flatMap((one) => (one.type === 'alarms' ? one.news : []));
  expect(told.filter(({ what }) => what === 'commented').map(({ alarmId }) => alarmId)).toEqual([
    own.alarmId,
  ]);
  screen.close();
});

test('the journal holds what was in this part, for whoever has a right there', async () => {
  for (const { alarmId } of [own, other]) {
    await box.admin.send('POST', `/api/v1/alarms/${alarmId}/acknowledge`, {});
  }
  await hear(1, 'closed');
  const closed = '/alarms?view=closed';
  expect(await ids(closed)).toEqual([own.alarmId]);
  await box.move(box.pumps[1], box.hall);
  expect((await ids(closed)).sort()).toEqual([own.alarmId, other.alarmId].sort());
  expect((await ask<AlarmFigures>(figures())).shown).toBe(2);
  await box.move(box.pumps[1], box.yard);
  expect(await box.status('GET', `/alarms/${other.alarmId}`)).toBe(404);
  await box.take(box.hall);
  expect(await box.status('GET', closed)).toBe(403);
});
