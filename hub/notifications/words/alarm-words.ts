import type { Alarm } from '#schemas/alarms/alarm';
import type { EscalationNews } from '#schemas/alarms/news';
import type { Telling } from '../telling.ts';

/** People are to see an alarm. */
export function alarmRaised(alarm: Alarm): Telling {
  return {
    event: 'alarm.raised',
    priority: alarm.priority,
    title: `${alarm.asset.name}: ${alarm.ruleName}`,
    body: bodyOf(alarm),
    // Each time that it is shown anew is one: after it returned, and after it was put aside.
    dedupeKey: `${alarm.alarmId}:raised:${alarm.returns}:${alarm.shownMs ?? alarm.raisedMs}`,
    coolKey: `alarm:${alarm.ruleId}:${alarm.asset.assetId}`,
    ...aboutOf(alarm),
  };
}

/** What raised it is over. */
export function alarmReturned(alarm: Alarm): Telling {
  return {
    event: 'alarm.returned',
    priority: 'low',
    title: {
      en: `${alarm.asset.name}: ${alarm.ruleName} is over`,
      de: `${alarm.asset.name}: ${alarm.ruleName} ist vorbei`,
    },
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
  const body = bodyOf(alarm);
  return {
    event: 'alarm.escalated',
    priority: alarm.priority,
    title: {
      en: `Nobody acknowledged: ${alarm.asset.name}: ${alarm.ruleName}`,
      de: `Nicht quittiert: ${alarm.asset.name}: ${alarm.ruleName}`,
    },
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

function bodyOf({ asset, evidence }: Alarm): { en: string; de: string } {
  const place = asset.path.length === 0 ? '' : asset.path.join(' › ');
  const says = evidence.says;
  return {
    en: place === '' ? says : `${says}\n${place}`,
    de: place === '' ? says : `${says}\n${place}`,
  };
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
