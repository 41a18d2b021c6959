import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'bun:test';
import { SlackStandIn } from '../rig/slack-stand-in.ts';
import { TellingBox } from './telling-box.ts';

/** After the first failed try (10 s), and what gathers. */
const NEXT_TRY_S = 11;
let box: TellingBox;
let slack: SlackStandIn;

beforeAll(async () => {
  box = await TellingBox.start();
});
afterAll(() => box.stop());
beforeEach(async () => {
  slack = await SlackStandIn.start();
  await set({});
});
afterEach(async () => {
  await slack.stop();
  const tables = ['deliveries', 'slack_threads', 'slack_posts'];
  await box.rooms.store.write(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
});

const set = (change: object) =>
  box.people.set('channels', {
    ...{ coolDownMinutes: 0, gatherSeconds: 0, slackMention: '<!here>' },
    slackEvents: ['alarm.raised', 'alarm.escalated', 'alarm.returned', 'job.failed'],
    ...{ ...slack.settings, ...change },
  });
const raised = (about: string, title: string) => box.tell({ about, title, priority: 'high' });
const escalated = (about: string, title: string) =>
  box.tell({ event: 'alarm.escalated', about, title, priority: 'critical' });
const returned = (about: string, title: string) =>
  box.tell({ event: 'alarm.returned', about, title, priority: 'low' });
const seen = () => slack.messages.map(({ text, thread_ts }) => [text, thread_ts ?? null]);

test('later news of an alarm go into the thread of its first message, critical ones to everybody besides', async () => {
  await raised('al_1', 'Pump 1 in zone C');
  await box.after(1);
  await raised('al_2', 'Fan 2 in zone C');
  await box.after(1);
  await escalated('al_1', 'Nobody looks after pump 1');
  await box.after(3);
  await returned('al_1', 'Pump 1 is well again');
  await box.after(1);
  const [pump, fan] = slack.messages;
  expect(seen()).toEqual([
    ['Pump 1 in zone C', null],
    ['Fan 2 in zone C', null],
    ['<!here> Nobody looks after pump 1', pump.ts],
    ['Pump 1 is well again', pump.ts],
  ]);
  expect(slack.messages.map((one) => one.reply_broadcast)).toEqual([
    ...[undefined, undefined],
    ...[true, false],
  ]);
  expect(fan.ts).not.toBe(pump.ts);
});

test('what came together has one thread, and the end of what was never told here is not told', async () => {
  await set({ gatherSeconds: 15 });
  await raised('al_1', 'Pump 1');
  await raised('al_2', 'Pump 2');
  await box.after(16);
  await returned('al_2', 'Pump 2 is well again');
  await returned('al_9', 'Pump 9 is well again');
  await box.after(16);
  expect(slack.messages).toHaveLength(2);
  const [first, second] = slack.messages;
  expect(second).toMatchObject({ text: 'Pump 2 is well again', thread_ts: first.ts });
});

test('a message whose answer got lost is found again instead of posted twice, and its thread goes on', async () => {
  await raised('al_0', 'Before');
  await box.after(1);
  slack.loses = 1;
  await raised('al_1', 'Pump 1');
  await box.after(1);
  await box.after(NEXT_TRY_S);
  expect(seen()).toEqual([
    ['Before', null],
    ['Pump 1', null],
  ]);
  slack.loses = 1;
  await escalated('al_1', 'Nobody looks');
  await box.after(3);
  await box.after(NEXT_TRY_S);
  const [, pump] = slack.messages;
  expect(seen().slice(2)).toEqual([['<!here> Nobody looks', pump.ts]]);
  const rows = await box.rooms.store.read('SELECT DISTINCT state FROM deliveries');
  expect(rows.map(({ state }) => String(state))).toEqual(['sent']);
});

test('an app that may not read the channel posts it again, under the same id', async () => {
  slack.mayRead = false;
  slack.loses = 1;
  await raised('al_1', 'Pump 1');
  await box.after(1);
  await box.after(NEXT_TRY_S);
  const [one, other] = slack.messages;
  expect(other.client_msg_id).toBe(one.client_msg_id);
  expect(one.client_msg_id).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(other.metadata.event_payload).toEqual(one.metadata.event_payload);
});

test('when somebody deleted the first message the next one begins a thread anew', async () => {
  await raised('al_1', 'Pump 1');
  await box.after(1);
  slack.messages.length = 0;
  await escalated('al_1', 'Nobody looks');
  await box.after(3);
  await returned('al_1', 'Well again');
  await box.after(1);
  const [anew] = slack.messages;
  expect(seen()).toEqual([
    ['<!here> Nobody looks', null],
    ['Well again', anew.ts],
  ]);
});

test('somebody is called for what is critical and for what failed, and for nothing else', async () => {
  await box.tell({ event: 'job.failed', priority: 'medium', title: 'Job', userIds: [box.adaId] });
  await box.after(1);
  await raised('al_1', 'Pump 1');
  await box.after(1);
  expect(slack.messages.map(({ text }) => text)).toEqual(['<!here> Job', 'Pump 1']);
});
