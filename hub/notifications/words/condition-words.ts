import {
  SYSTEM_CONDITION_KINDS,
  type SystemCondition,
  type SystemConditionKind,
} from '#schemas/fleet/system-condition';
import type { NotificationEvent } from '#schemas/notifications/event-names';
import type { Telling } from '../telling.ts';

interface Said {
  readonly en: string;
  readonly de: string;
}
type Say = (about: { where: Said; part: string; value: string; limit: string }) => Said;

const SAYS: Readonly<Record<SystemConditionKind, Say>> = {
  part_down: ({ part }) => ({ en: `${part} does not answer`, de: `${part} antwortet nicht` }),
  gpu_failed: ({ where }) => ({
    en: `A GPU of ${where.en} fails`,
    de: `Eine GPU von ${where.de} ist ausgefallen`,
  }),
  gpu_hot: ({ where }) => ({
    en: `A GPU of ${where.en} is too hot: heat slows it down`,
    de: `Eine GPU von ${where.de} ist zu heiß und wird gedrosselt`,
  }),
  disk_nearly_full: ({ where, value }) => ({
    en: `The disk of ${where.en} is ${value} full`,
    de: `Der Datenträger von ${where.de} ist zu ${value} voll`,
  }),
  disk_filling: ({ where, value }) => ({
    en: `The disk of ${where.en} fills up: ${value} is used`,
    de: `Der Datenträger von ${where.de} füllt sich: ${value} belegt`,
  }),
  dead_letters_many: ({ value, limit }) => ({
    en: `${value} dead letters wait; the limit is ${limit}`,
    de: `${value} gescheiterte Aufträge warten; die Grenze ist ${limit}`,
  }),
  agent_offline: ({ where, value }) => ({
    en: `${where.en} has not answered for ${value} min`,
    de: `${where.de} antwortet seit ${value} min nicht`,
  }),
  queue_long: ({ part, value, limit }) => ({
    en: `${value} jobs wait in the queue ${part}; the limit is ${limit}`,
    de: `${value} Aufträge warten in der Schlange ${part}; die Grenze ist ${limit}`,
  }),
  store_slow: ({ value, limit }) => ({
    en: `The database took ${value} s for an answer; the limit is ${limit} s`,
    de: `Die Datenbank brauchte ${value} s für eine Antwort; die Grenze ist ${limit} s`,
  }),
};

/** Something is wrong with the system itself. */
export function conditionRaised(one: SystemCondition): Telling {
  const isAgent = one.kind === 'agent_offline';
  const event: NotificationEvent = isAgent ? 'agent.lost' : `system.${one.severity}`;
  return {
    event,
    title: saysOf(one),
    body: {
      en: 'The page System says what else is known.',
      de: 'Die Seite System sagt, was sonst bekannt ist.',
    },
    dedupeKey: `${one.conditionId}:raised`,
    coolKey: `condition:${keyOf(one)}`,
    ...aboutOf(one),
  };
}

/** It is over. */
export function conditionCleared(one: SystemCondition): Telling {
  const says = saysOf(one);
  return {
    event: one.kind === 'agent_offline' ? 'agent.back' : 'system.cleared',
    title: { en: `Over: ${says.en}`, de: `Vorbei: ${says.de}` },
    body: { en: 'All has been well since.', de: 'Seither ist alles in Ordnung.' },
    dedupeKey: `${one.conditionId}:cleared`,
    ...aboutOf(one),
  };
}

function aboutOf(one: SystemCondition) {
  const { kind, severity, worst, limit, subject } = one;
  return {
    link: subject.agentId === null ? '/system' : `/fleet/${subject.agentId}`,
    about: one.conditionId,
    data: { kind, severity, worst, limit, ...subject },
  };
}

function keyOf({ kind, subject }: SystemCondition): string {
  return [kind, subject.agentId ?? '', subject.gpuUuid ?? '', subject.part ?? ''].join(':');
}

function saysOf({ kind, subject, worst, limit }: SystemCondition): Said {
  const isShare = SYSTEM_CONDITION_KINDS[kind].unit === 'share';
  const shown = (value: number) =>
    isShare ? `${Math.round(value * 100)} %` : String(Math.round(value * 10) / 10);
  const where =
    subject.agentId === null
      ? { en: 'the hub', de: 'Hub' }
      : { en: subject.agentId, de: subject.agentId };
  const { part } = subject;
  return SAYS[kind]({ where, part: part ?? '', value: shown(worst), limit: shown(limit) });
}
