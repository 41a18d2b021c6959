import { Alarm } from '#schemas/alarms/alarm';
import type { AlarmFact } from '#schemas/alarms/alarm-fact';
import type { AlarmHappening } from '#schemas/alarms/news';
import { ALARM_PRIORITIES, type AlarmPriority } from '#schemas/alarms/priority';
import type { Procedure } from '#schemas/alarms/procedure';
import { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { saidIn } from '#schemas/alarms/words/said-in';
import { AcknowledgeMany, ALARM_ROUTES, type AlarmDetail, HeldAsset } from '#schemas/http/alarms';
import type { AlarmId, AlarmRuleId } from '#schemas/ids/ids';
import {
  FAKE_CALENDARS,
  FAKE_POLICIES,
  FAKE_PROCEDURES,
  fakeAdvice,
  fakeFigures,
  fakeRules,
} from './fake-alarm-setup.ts';
import { type FakeHub, problem } from './fake-hub.ts';
import { fakePointId } from './fake-plant.ts';

const ULID = '01HZX3T7Q0';
const fakeId = (prefix: string, i: number) => `${prefix}_${ULID}${String(i).padStart(16, '0')}`;
const MINUTE_MS = 60_000;
const AREAS = ['Line 1', 'Line 2', 'Cooling'] as const;
const MACHINES = ['Pump P-101', 'Fan F-7', 'Compressor C-2', 'Gearbox G-1', 'Mill M-3'] as const;
const CAUSES = [
  { source: 'finding', fault: 'outer_race', what: null },
  { source: 'severity', fault: null, what: 'D' },
  { source: 'signal_lost', fault: null, what: null },
  { source: 'sensor_health', fault: null, what: 'clipped' },
  { source: 'process_value', fault: null, what: 'Oil temperature' },
] as const;
const FACTS = [
  {
    kind: 'finding',
    why: 'Outer race damage. Zone C by velocity.',
    findings: [{ fault: 'outer_race', by: 'rule' }],
    zone: 'C',
  },
  { kind: 'zone', zone: 'D', velocityMmS: 7.42 },
  { kind: 'silent', seconds: 120 },
  { kind: 'sensor', problem: 'clipped' },
  {
    ...{ kind: 'compared', of: 'process_value', name: 'Oil temperature', take: 'last' },
    ...{ windowSeconds: 0, comparison: 'above', value: 82, limit: 75, unit: '°C' },
  },
] as const satisfies AlarmFact[];
const SAYS = FACTS.map((fact) => saidIn('en', [fact]));
const VALUES = [
  { value: 21.4, limit: 6, unit: 'dB' },
  { value: 7.42, limit: 7.1, unit: 'mm/s' },
  { value: null, limit: null, unit: null },
  { value: 3.2, limit: 1, unit: '%' },
  { value: 82, limit: 75, unit: '°C' },
] as const;
export const OLGA = { userId: fakeId('us', 7), name: 'Olga' } as NonNullable<
  Alarm['acknowledgedBy']
>;
export const ADA = { userId: fakeId('us', 0), name: 'Ada' } as typeof OLGA;

/** The alarm with this number: the larger, the later it was raised. */
export function fakeAlarmId(i: number): AlarmId {
  return fakeId('al', i) as AlarmId;
}
export const fakeRuleId = (i: number) => fakeId('ar', i) as AlarmRuleId;

export interface FakeAlarmsOptions {
  readonly count?: number;
  /** What differs from how an alarm was made up. */
  readonly change?: (i: number) => Partial<Alarm>;
}

/** What the double of the hub knows of alarms: made up, acknowledged, held back and told to the screens as the hub would. */
export class FakeAlarms {
  readonly asked: string[] = [];
  readonly sent: { what: string; body: Record<string, unknown> }[] = [];
  readonly open = new Map<string, Alarm>();
  holds: HeldAsset[] = [];
  rules: AlarmRule[] = fakeRules();
  procedures: Procedure[] = [...FAKE_PROCEDURES];
  isFlood = false;
  failing = false;
  silent = false;
  /** Somebody else has acknowledged these a moment ago, without this screen knowing. */
  readonly acknowledgedByOlga = new Set<string>();
  readonly nowMs = Date.now();
  private readonly hub: FakeHub;

  constructor(hub: FakeHub, { count = 12, change = () => ({}) }: FakeAlarmsOptions = {}) {
    this.hub = hub;
    for (let i = 1; i <= count; i++) {
      const alarm = this.made(i, count, change(i));
      this.open.set(alarm.alarmId, alarm);
    }
    for (const resource of [
      ...['alarms', 'alarm-summary', 'alarm-holds', 'alarm-rules', 'alarm-figures'],
      ...['escalation-policies', 'shift-calendars', 'alarm-procedures', 'captures'],
    ]) {
      hub.resources.set(resource, (request, url) => this.answer(request, url));
    }
    const none = () => Response.json({ items: [], nextCursor: null, total: 0 });
    hub.resources.set('teams', async () => none());
    hub.instead.set('GET users', none);
    hub.onSubscribed.set('alarms', () => this.list());
  }

  alarm(i: number): Alarm {
    const alarm = this.open.get(fakeAlarmId(i));
    if (alarm === undefined) throw new Error(`There is no alarm ${i}.`);
    return alarm;
  }

  /** All open alarms, to every screen that listens. */
  list(): void {
    if (this.silent) return;
    this.hub.toChannel('alarms', {
      type: 'openAlarms',
      reset: true,
      alarms: [...this.open.values()],
    });
  }

  /** Something happens to an alarm, and the screens are told. */
  tell(what: AlarmHappening, i: number, to: Partial<Alarm>): Alarm {
    return this.change(what, this.alarm(i), to);
  }

  /** A new one is raised. */
  raise(i: number, more: Partial<Alarm> = {}): Alarm {
    const nowMs = Date.now();
    const alarm = this.made(i, i, { raisedMs: nowMs, shownMs: nowMs, ...more });
    this.open.set(alarm.alarmId, alarm);
    this.hub.toChannel('alarms', {
      type: 'alarms',
      news: [{ alarmId: alarm.alarmId, what: 'raised', alarm }],
    });
    return alarm;
  }

  private change(what: AlarmHappening, alarm: Alarm, to: Partial<Alarm>): Alarm {
    const changed = Alarm.parse({ ...alarm, ...to, revision: alarm.revision + 1 });
    if (changed.closedMs === null) this.open.set(alarm.alarmId, changed);
    else this.open.delete(alarm.alarmId);
    const news = [{ alarmId: alarm.alarmId, what, alarm: changed }];
    this.hub.toChannel('alarms', { type: 'alarms', news });
    return changed;
  }

  private made(i: number, count: number, more: Partial<Alarm>): Alarm {
    const kind = i % CAUSES.length;
    const machine = MACHINES[Math.floor(i / 2) % MACHINES.length]!;
    const area = AREAS[i % AREAS.length]!;
    const isAcknowledged = i % 4 === 0;
    const raisedMs = this.nowMs - (count - i + 1) * 3 * MINUTE_MS;
    return Alarm.parse({
      alarmId: fakeAlarmId(i),
      ruleId: fakeRuleId(kind + 1),
      ruleName: this.rules[kind]?.name ?? 'A rule',
      asset: {
        ...{ kind: 'machine', assetId: fakeId('nd', i % 5), name: machine, machine, area },
        ...{ pointId: fakePointId(0), nodeId: fakeId('nd', i % 5), agentId: 'agent-1' },
        path: ['Works', area, machine],
      },
      cause: CAUSES[kind],
      priority: this.priorityOf(i),
      state: isAcknowledged ? 'acknowledged' : 'unacknowledged',
      isActive: true,
      isAcknowledged,
      ...{ isLatched: false, hold: null, raisedMs, shownMs: raisedMs, returnedMs: null },
      acknowledgedMs: isAcknowledged ? raisedMs + MINUTE_MS : null,
      acknowledgedBy: isAcknowledged ? OLGA : null,
      ...{ closedMs: null, closedBecause: null },
      evidence: {
        says: SAYS[kind],
        facts: [FACTS[kind]],
        ...VALUES[kind],
        atMs: raisedMs,
        pointId: fakePointId(0),
        lines: kind === 0 ? LINES : [],
      },
      isFirstOut: i % 5 === 1,
      groupKey: `${machine} ${CAUSES[kind]!.source}`,
      ...{ returns: 0, escalated: 0, isFalse: false, comments: 0, revision: 1 },
      ...more,
    });
  }

  private priorityOf(i: number): AlarmPriority {
    return ALARM_PRIORITIES[[3, 1, 2, 3, 0, 3, 2, 3][i % 8] ?? 3] ?? 'low';
  }

  private async answer(request: Request, url: URL): Promise<Response> {
    const path = url.pathname.slice('/api/v1/'.length);
    this.asked.push(`${request.method} ${path}${url.search}`);
    if (this.silent) return new Promise(() => undefined);
    if (this.failing) return problem('internal');
    if (request.method === 'GET') return this.read(path, url);
    const text = await request.text();
    const body = text === '' ? {} : JSON.parse(text);
    this.sent.push({ what: `${request.method} ${path}`, body });
    return this.write(request.method, path, body);
  }

  private read(path: string, url: URL): Response {
    const [resource, id] = path.split('/');
    switch (resource) {
      case 'alarm-summary':
        return Response.json(this.summary());
      case 'alarm-holds':
        return Response.json({ holds: this.holds });
      case 'alarm-rules':
        return Response.json({
          rules: this.rules,
          standing: { [fakeRuleId(1)]: 2 },
          editable: this.rules.map(({ ruleId }) => ruleId),
        });
      case 'escalation-policies':
        return Response.json({ policies: FAKE_POLICIES });
      case 'shift-calendars':
        return Response.json({ calendars: FAKE_CALENDARS });
      case 'alarm-procedures':
        return Response.json({ procedures: this.procedures });
      case 'alarm-figures':
        return Response.json(
          fakeFigures(Number(url.searchParams.get('from')), Number(url.searchParams.get('to'))),
        );
      case 'captures':
        return Response.json({ items: [], nextCursor: null, total: 0 });
    }
    if (id !== undefined) return this.detail(id);
    const query = ALARM_ROUTES.alarms.query.parse(Object.fromEntries(url.searchParams));
    const closed = query.view === 'closed' ? this.closed(query.limit) : [...this.open.values()];
    return Response.json({ items: closed, nextCursor: null, total: null });
  }

  private closed(most: number): Alarm[] {
    return Array.from({ length: Math.min(most, this.open.size) }, (_, n) => {
      const made = this.made(n + 1, 12, {});
      const closedMs = made.raisedMs + 40 * MINUTE_MS;
      return Alarm.parse({
        ...made,
        ...{ state: 'normal', isActive: false, isAcknowledged: true, acknowledgedBy: OLGA },
        ...{ acknowledgedMs: closedMs, returnedMs: closedMs, closedMs, closedBecause: 'returned' },
        isFalse: n % 6 === 0,
      });
    });
  }

  private detail(id: string): Response {
    const alarm = this.open.get(id);
    if (alarm === undefined) return problem('not_found', { detail: 'There is no such alarm.' });
    const { machine } = alarm.asset;
    const related = [...this.open.values()].filter(
      (one) => one.asset.machine === machine && one !== alarm,
    );
    const detail: AlarmDetail = {
      alarm,
      steps: [
        {
          ...{ step: 1, atMs: alarm.raisedMs, what: 'raised', by: null },
          ...{ note: alarm.evidence.says, facts: alarm.evidence.facts },
        },
        ...(alarm.acknowledgedMs === null
          ? []
          : [
              {
                step: 2,
                atMs: alarm.acknowledgedMs,
                what: 'acknowledged' as const,
                by: alarm.acknowledgedBy,
                note: 'On my way.',
                facts: null,
              },
            ]),
      ],
      advice: fakeAdvice(),
      related: related.slice(0, 4),
      may: { acknowledge: true, shelve: true },
    };
    return Response.json(detail);
  }

  private write(method: string, path: string, body: Record<string, unknown>): Response {
    const [resource, id = '', sub] = path.split('/');
    if (resource === 'alarm-holds') {
      this.holds = this.holds.filter(({ holdId }) => holdId !== id);
      return new Response(null, { status: 204 });
    }
    if (resource === 'alarm-rules') return this.writeRule(method, id, body);
    if (resource !== 'alarms') return Response.json(keptSetup(id, body));
    if (id === 'acknowledge') return this.acknowledge(AcknowledgeMany.parse(body));
    const alarm = this.open.get(id);
    if (alarm === undefined) return problem('not_found', { detail: 'There is no such alarm.' });
    const nowMs = Date.now();
    const by = { by: ADA, sinceMs: nowMs, holdId: fakeId('ah', 1), reason: body.reason };
    const to: Record<string, Partial<Alarm>> = {
      shelve: {
        hold: {
          kind: 'shelved',
          ...by,
          untilMs: nowMs + Number(body.minutes) * MINUTE_MS,
        } as Alarm['hold'],
      },
      'out-of-service': { hold: { kind: 'out_of_service', ...by } as Alarm['hold'] },
      unshelve: { hold: null },
      return: { hold: null },
      comments: { comments: alarm.comments + 1 },
      false: { isFalse: body.isFalse === true },
      reset: { isLatched: false },
    };
    return Response.json(this.change('changed', alarm, to[sub ?? ''] ?? {}));
  }

  private acknowledge({ which }: AcknowledgeMany): Response {
    const meant =
      which.by === 'ids'
        ? which.alarmIds.map((id) => [id, this.open.get(id)] as const)
        : [...this.open].filter(
            ([, one]) =>
              which.by === 'area' && one.asset.area === which.area && !one.isAcknowledged,
          );
    const answer = { acknowledged: [] as Alarm[], already: [] as unknown[], left: [] as string[] };
    for (const [alarmId, alarm] of meant) {
      const isOlgas = this.acknowledgedByOlga.has(alarmId);
      if (alarm === undefined) answer.left.push(alarmId);
      else if (isOlgas || alarm.isAcknowledged) {
        answer.already.push({ alarmId, by: OLGA, atMs: this.nowMs });
        this.change('acknowledged', alarm, {
          isAcknowledged: true,
          state: 'acknowledged',
          acknowledgedBy: OLGA,
          acknowledgedMs: this.nowMs,
        });
      } else {
        const to = {
          isAcknowledged: true,
          state: 'acknowledged',
          acknowledgedBy: ADA,
          acknowledgedMs: Date.now(),
        } as const;
        answer.acknowledged.push(this.change('acknowledged', alarm, to));
      }
    }
    return Response.json(answer);
  }

  private writeRule(method: string, id: string, body: Record<string, unknown>): Response {
    if (id === 'test') {
      const { from, to } = body as { from: number; to: number };
      return Response.json({
        ...{ from, to, assets: 42, isCut: false, raised: 2, perDay: 0.3, activeMs: 5_400_000 },
        alarms: [1, 2].map((n) => ({
          ...{ assetId: fakeId('nd', n), assetName: MACHINES[n], pointId: null },
          ...{ says: SAYS[1], facts: [FACTS[1]] },
          ...{
            raisedMs: to - n * 86_400_000,
            returnedMs: n === 1 ? null : to - n * 86_400_000 + 900_000,
          },
        })),
        canBeTried: true,
        notTold: [{ what: 'findings_by_changes', isNothing: false, figure: null, seconds: null }],
      });
    }
    if (method === 'DELETE') {
      this.rules = this.rules.filter(({ ruleId }) => ruleId !== id);
      return new Response(null, { status: 204 });
    }
    const sent = method === 'POST' ? body : body.rule;
    const parsed = RuleBody.parse(sent);
    const before = this.rules.find(({ ruleId }) => ruleId === id);
    const rule = AlarmRule.parse({
      ...{ ruleId: fakeRuleId(99), isBuiltIn: false, priority: 'high', changedMs: this.nowMs },
      ...before,
      ...parsed,
      ...{ revision: (before?.revision ?? 0) + 1, changedByName: 'Ada' },
    });
    this.rules = [...this.rules.filter(({ ruleId }) => ruleId !== rule.ruleId), rule];
    return Response.json(rule, { status: method === 'POST' ? 201 : 200 });
  }

  private summary() {
    const standing = [...this.open.values()].filter(({ hold }) => hold === null);
    const waiting = standing.filter(({ isAcknowledged }) => !isAcknowledged);
    const of = (list: readonly Alarm[], one: AlarmPriority) =>
      list.filter(({ priority }) => priority === one).length;
    return {
      standing: standing.length,
      unacknowledged: waiting.length,
      byPriority: Object.fromEntries(
        ALARM_PRIORITIES.map((one) => [
          one,
          { standing: of(standing, one), unacknowledged: of(waiting, one) },
        ]),
      ),
      ...{ shelved: 0, suppressed: 0, outOfService: 0, worst: waiting[0] ?? null },
      flood: {
        isOn: this.isFlood,
        sinceMs: this.isFlood ? this.nowMs : null,
        lastTenMinutes: this.isFlood ? 48 : 3,
      },
    };
  }
}

const LINES = [
  {
    quantity: 'BPFO',
    frequencyHz: 107.4,
    harmonics: [1, 2, 3],
    value: 21.4,
    threshold: 6,
    unit: 'dB over floor',
  },
  { quantity: 'kurtosis', value: 9.31, threshold: 4, unit: 'ratio' },
];

/** Something shelved or out of service, as the hub lists it. */
export function fakeHeld(i: number, kind: 'shelved' | 'out_of_service'): HeldAsset {
  const sinceMs = Date.now() - 20 * MINUTE_MS;
  const more = kind === 'shelved' ? { untilMs: Date.now() + 40 * MINUTE_MS } : {};
  return HeldAsset.parse({
    ...{ holdId: fakeId('ah', i), ruleId: fakeRuleId(1), ruleName: 'Vibration in zone D' },
    ...{
      assetId: fakeId('nd', i),
      assetName: MACHINES[i % 5],
      area: AREAS[i % 3],
      alarmId: i % 2 ? fakeAlarmId(i) : null,
    },
    hold: {
      kind,
      holdId: fakeId('ah', i),
      reason: 'Belt is being changed.',
      by: OLGA,
      sinceMs,
      ...more,
    },
  });
}

/** What was sent of an escalation, a calendar or a procedure, as the hub gives it back. */
function keptSetup(id: string, body: Record<string, unknown>): object {
  if (body.policy !== undefined) return { ...(body.policy as object), policyId: id, revision: 2 };
  if (body.calendar !== undefined) {
    return { ...(body.calendar as object), calendarId: id, revision: 2 };
  }
  return { ...(body.procedure as object), procedureId: id, revision: 2 };
}
