import { expect, test } from 'bun:test';
import { Alarm } from '#schemas/alarms/alarm';
import { BUILT_IN_RULE_IDS } from '#schemas/alarms/built-in-rules';
import { ruleWords } from '#schemas/alarms/words/rules-en';
import { newId } from '#schemas/ids/ids';
import { alarmEscalated, alarmRaised, alarmReturned } from './alarm-words.ts';

const MS = 1_795_269_907_781;
const alarmOf = (ruleId: string, ruleName: string): Alarm =>
  Alarm.parse({
    ...{ alarmId: newId('al'), ruleId, ruleName, priority: 'high', state: 'unacknowledged' },
    asset: {
      ...{ kind: 'machine', assetId: newId('nd'), name: 'Pump P-101', pointId: null, nodeId: null },
      ...{ machine: 'Pump P-101', area: 'Line 1', path: ['Works', 'Line 1'], agentId: null },
    },
    cause: { source: 'severity', fault: null, what: 'zone_D' },
    ...{ isActive: true, isAcknowledged: false, isLatched: false, hold: null },
    ...{ raisedMs: MS, shownMs: MS, returnedMs: null, acknowledgedMs: null },
    ...{ acknowledgedBy: null, closedMs: null, closedBecause: null },
    evidence: {
      ...{ says: 'Zone D: 7.42 mm/s r.m.s.', value: 7.42, limit: null, unit: 'mm/s', atMs: MS },
      ...{ pointId: null, lines: [] },
      facts: [{ kind: 'zone', zone: 'D', velocityMmS: 7.42 }],
    },
    ...{ isFirstOut: true, groupKey: 'g', returns: 0, escalated: 0, isFalse: false },
    ...{ comments: 0, revision: 1 },
  });

test('an alarm of a rule that comes with Tremolo is told in each language, as it is raised and as it is over', () => {
  const alarm = alarmOf(BUILT_IN_RULE_IDS.zone_d, ruleWords.zone_d[0]);
  const raised = alarmRaised(alarm);
  expect(raised.title).toEqual({
    en: 'Pump P-101: Vibration in zone D',
    de: 'Pump P-101: Schwingung in Zone D',
  });
  expect(raised.body).toEqual({
    en: 'Zone D: 7.42 mm/s r.m.s.\nWorks › Line 1',
    de: 'Zone D: Effektivwert 7,42 mm/s.\nWorks › Line 1',
  });
  expect(alarmReturned(alarm).title).toEqual({
    en: 'Pump P-101: Vibration in zone D is over',
    de: 'Pump P-101: Schwingung in Zone D ist vorbei',
  });
  const news = { policyId: newId('ep'), step: 1, userIds: [], channels: [], waitedMs: 600_000 };
  expect(alarmEscalated(alarm, news)).toMatchObject({
    title: { de: 'Nicht quittiert: Pump P-101: Schwingung in Zone D' },
    body: { de: expect.stringContaining('Er steht seit 10 min an. Zone D: Effektivwert') },
  });
});

test('what the site called its own rule stays as it is in every language', () => {
  const { title } = alarmRaised(alarmOf(newId('ar'), 'Pump too loud'));
  expect(title).toEqual({ en: 'Pump P-101: Pump too loud', de: 'Pump P-101: Pump too loud' });
});
