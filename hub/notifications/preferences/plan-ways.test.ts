import { expect, test } from 'bun:test';
import { NotificationChoices } from '#schemas/notifications/choices';
import { type Asked, planWays } from './plan-ways.ts';

const NOON = Date.parse('2026-11-21T12:00Z');
const NIGHT = Date.parse('2026-11-21T23:00Z');
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const ways = (choices: object, asked: Partial<Asked> = {}) =>
  planWays(NotificationChoices.parse(choices), {
    event: 'alarm.raised',
    priority: 'high',
    nodeIds: ['nd_pump', 'nd_hall'],
    channels: null,
    mayAct: true,
    nowMs: NOON,
    timezone: 'UTC',
    ...asked,
  });
const names = (...args: Parameters<typeof ways>) =>
  ways(...args).map(({ channel, as }) => (as === 'now' ? channel : `${channel} in the digest`));

test('who chose nothing is told of alarms by every way, and of jobs in the app', () => {
  expect(names({})).toEqual(['in_app', 'email', 'push', 'slack']);
  expect(names({}, { event: 'job.succeeded', priority: 'low' })).toEqual(['in_app']);
});

test('who can do nothing about it is told in the app, unless the person chose more', () => {
  expect(names({}, { mayAct: false })).toEqual(['in_app']);
  const matrix = { 'alarm.raised': { email: 'now' } };
  expect(names({ matrix }, { mayAct: false })).toEqual(['in_app', 'email']);
});

test('the matrix decides by event and way, and what it does not name stays as it comes', () => {
  const matrix = { 'alarm.raised': { email: 'off', push: 'off' } };
  expect(names({ matrix })).toEqual(['in_app', 'slack']);
  expect(names({ matrix }, { event: 'alarm.escalated' })).toContain('email');
});

test('less urgent ones than asked for do not come by that way', () => {
  const least = { in_app: 'low', email: 'critical', push: 'high', slack: 'high' };
  expect(names({ least })).toEqual(['in_app', 'push', 'slack']);
  expect(names({ least }, { priority: 'critical' })).toContain('email');
});

test('a digest is a letter, and nothing waits for one that the person does not have', () => {
  const matrix = { 'alarm.raised': { email: 'digest', push: 'digest' } };
  const digest = { rhythm: 'daily' };
  expect(names({ matrix, digest })).toEqual(['in_app', 'email in the digest', 'slack']);
  expect(names({ matrix })).toEqual(['in_app', 'slack']);
});

test('only what is about one’s own parts of the plant comes, and what is about none', () => {
  expect(names({ nodeIds: ['nd_hall'] })).toHaveLength(4);
  expect(names({ nodeIds: ['nd_other'] })).toEqual([]);
  expect(names({ nodeIds: ['nd_other'] }, { nodeIds: [] })).toHaveLength(4);
});

test('quiet hours hold all ways out of the app until they end; critical ones pass by choice', () => {
  const quiet = [{ days: EVERY_DAY, from: '22:00', to: '06:00' }];
  const end = Date.parse('2026-11-22T06:00Z');
  const from = (choices: object, asked: Partial<Asked> = {}) =>
    ways(choices, { nowMs: NIGHT, ...asked }).map(({ fromMs }) => fromMs);
  expect(from({ quiet })).toEqual([NIGHT, end, end, end]);
  expect(from({ quiet }, { priority: 'critical' })).toEqual([NIGHT, NIGHT, NIGHT, NIGHT]);
  expect(from({ quiet, criticalPasses: false }, { priority: 'critical' })[1]).toBe(end);
});

test('outside of one’s shifts one is told in the app only', () => {
  const shifts = [{ days: EVERY_DAY, from: '06:00', to: '14:00' }];
  expect(names({ shifts })).toHaveLength(4);
  expect(names({ shifts }, { nowMs: NIGHT })).toEqual(['in_app']);
});

test('an escalation comes by the ways that its policy says, whatever was chosen', () => {
  const shifts = [{ days: EVERY_DAY, from: '06:00', to: '14:00' }];
  const matrix = { 'alarm.escalated': { email: 'off' } };
  const asked = { event: 'alarm.escalated', channels: ['email'], nowMs: NIGHT } as const;
  expect(names({ shifts, matrix }, asked)).toEqual(['in_app', 'email']);
});
