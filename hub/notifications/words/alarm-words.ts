import type { Alarm } from '#schemas/alarms/alarm';
import type { EscalationNews } from '#schemas/alarms/news';
import { ruleNameIn } from '#schemas/alarms/words/rule-names';
import { ruleWords } from '#schemas/alarms/words/rules-de';
import { evidenceSays } from '#schemas/alarms/words/said-in';
import type { Telling } from '../telling.ts';

/** People are to see an alarm. */
export function alarmRaised(alarm: Alarm): Telling {
  return {
    event: 'alarm.raised',
    priority: alarm.priority,
    title: titleOf(alarm),
    body: bodyOf(alarm),
    // Each time that it is shown anew is one: after it returned, and after it was put aside.
    dedupeKey: `${alarm.alarmId}:raised:${alarm.returns}:${alarm.shownMs ?? alarm.raisedMs}`,
    coolKey: `alarm:${alarm.ruleId}:${alarm.asset.assetId}`,
    ...aboutOf(alarm),
  };
}

/** What raised it is over. */
export function alarmReturned(alarm: Alarm): Telling {
  const title = titleOf(alarm);
  return {
    event: 'alarm.returned',
    priority: 'low',
    title: { en: `${title.en} is over`, de: `${title.de} ist vorbei` },
    body: bodyOf(alarm),
    dedupeKey: `${alarm.alarmId}:returned:${alarm.returns}:${alarm.returnedMs ?? 0}`,
    ...aboutOf(alarm),
  };
}

/** Nobody acknowledged it in time: whom its policy names is told by the ways that the policy says. */
export function alarmEscalated(
  alarm: Alarm,
  { step, userIds, channels, waitedMs }: EscalationNews,
): Telling {
  const minutes = Math.max(1, Math.round(waitedMs / 60_000));
  const [title, body] = [titleOf(alarm), bodyOf(alarm)];
  return {
    event: 'alarm.escalated',
    priority: alarm.priority,
    title: { en: `Nobody acknowledged: ${title.en}`, de: `Nicht quittiert: ${title.de}` },
    body: {
      en: `It has stood for ${minutes} min. ${body.en}`,
      de: `Er steht seit ${minutes} min an. ${body.de}`,
    },
    userIds,
    channels,
    dedupeKey: `${alarm.alarmId}:escalated:${step}:${alarm.escalated}:${alarm.raisedMs}`,
    ...aboutOf(alarm),
  };
}

/** What it is about and by which rule: a rule that comes with Tremolo is called in the reader’s language. */
export function titleOf({ asset: { name }, ruleId, ruleName }: Alarm): { en: string; de: string } {
  return { en: `${name}: ${ruleName}`, de: `${name}: ${ruleNameIn(ruleWords, ruleId, ruleName)}` };
}

function bodyOf({ asset, evidence }: Alarm): { en: string; de: string } {
  const place = asset.path.length === 0 ? '' : asset.path.join(' › ');
  const { en, de } = evidenceSays(evidence);
  return place === '' ? { en, de } : { en: `${en}\n${place}`, de: `${de}\n${place}` };
}

function aboutOf(alarm: Alarm) {
  const { asset, evidence, cause } = alarm;
  const pointId = evidence.pointId ?? asset.pointId;
  return {
    link: `/alarms/${alarm.alarmId}`,
    nodeId: asset.nodeId,
    about: alarm.alarmId,
    data: {
      alarmId: alarm.alarmId,
      ruleId: alarm.ruleId,
      priority: alarm.priority,
      source: cause.source,
      fault: cause.fault,
      machine: asset.machine,
      area: asset.area,
      pointId,
      value: evidence.value,
      limit: evidence.limit,
      unit: evidence.unit,
    },
  };
}
