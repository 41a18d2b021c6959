/**
 * The ways of captures, each step by its name and in order.
 *
 * order    alarms, a timer, a speed or http → captureDesk.request → store → broker: captureOrder, repeated until it is answered
 * answer   broker/inbox → takeCaptureNews: captureDesk → store
 * samples  http/agent-routes → deliveries: part by part → trackKeeper: read, verified → object store → store
 * space    each minute: captureSpace: retention → object store
 */

import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmNews } from '#schemas/alarms/news';
import type { CaptureNews } from '#schemas/broker/captures';
import type { PointSummary } from '#schemas/broker/messages';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import type { KeptRule } from './captures/capture-rules.ts';
import { machineOf, machineSpeedAt } from './machine-of.ts';
import type { Rooms } from './rooms.ts';
import { SYSTEM_ACTOR } from './store/actor.ts';
import type { Statement } from './store/statement.ts';

const TURN_MS = 1_000;
/** Retention runs each so many turns, and what lies in the store unknown is looked for each so many. */
const SPACE_EVERY = 60;
const UNKNOWN_EVERY = 6 * 3_600;
/** Points of one machine that an alarm captures. */
const POINTS_MAX = 64;
/** Agents keep what they heard for about so long. */
const AFTERWARDS_MS = 30_000;
const NOWHERE = { nodeId: null, machine: null };

/** Hands captures from room to room. */
export class CaptureFlows {
  readonly #rooms: Rooms;
  #timer: ReturnType<typeof setInterval> | null = null;
  #stopListening: (() => void)[] = [];
  /** Alarms of before the start that are still to be captured. */
  readonly #left: Alarm[] = [];
  #turns = 0;
  #isAtWork = false;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  start(): void {
    const { events } = this.#rooms;
    this.#stopListening = [
      events.on('alarms', (news) => void this.alarmed(news)),
      events.on('summaries', (summaries) => this.#speeds(summaries)),
      events.on('processValues', (values) => this.#values(values)),
    ];
    this.#recall().catch((error) => this.#failed(error));
    this.#timer = setInterval(() => void this.turn(), TURN_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const stop of this.#stopListening) stop();
  }

  /** An agent’s answer. */
  take(agentId: string, news: CaptureNews): void {
    if (news.agentId !== agentId) return;
    this.#rooms.captureDesk.news(agentId, news).catch((error) => this.#failed(error));
  }

  /** One at a time: the next second must not begin what is not done. */
  async turn(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    try {
      const { captureDesk, captureSpace, objectKeeper } = this.#rooms;
      await captureDesk.turn();
      await this.#captureLeft();
      await this.#timers();
      if (this.#turns % SPACE_EVERY === 0) await captureSpace.turn();
      if (this.#turns % UNKNOWN_EVERY === UNKNOWN_EVERY - 1) await objectKeeper.sweepUnknown();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#turns++;
      this.#isAtWork = false;
    }
  }

  /** All points of a machine that alarms: its neighbours tell what the point alone does not. */
  async alarmed(news: readonly AlarmNews[]): Promise<void> {
    for (const { what, alarm } of news) if (what === 'raised') await this.#captureAlarm(alarm);
  }

  async #captureAlarm(alarm: Alarm): Promise<void> {
    const { captureDesk, settings } = this.#rooms;
    const { alarmPreSeconds, alarmPostSeconds } = settings.captures;
    const pointIds = this.#pointsOf(alarm).slice(0, POINTS_MAX);
    if (pointIds.length === 0) return;
    try {
      await captureDesk.request({
        ...{ pointIds, trigger: 'alarm', alarmId: alarm.alarmId, by: SYSTEM_ACTOR },
        // It may have begun long before: held back, or raised once before. Then agents have nothing of its beginning any more.
        atMs: alarm.shownMs ?? alarm.raisedMs,
        preMs: alarmPreSeconds * 1_000,
        postMs: alarmPostSeconds * 1_000,
      });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Of the machine, or of the point alone; the point that raised it first. Of the system itself there is nothing to capture. */
  #pointsOf({ asset: { kind, pointId, nodeId } }: Alarm): PointId[] {
    const { assets } = this.#rooms;
    if (kind === 'system') return [];
    const point = pointId === null ? null : assets.get(pointId);
    const machine = machineOf(this.#rooms, point ?? { nodeId: nodeId as NodeId, machine: null });
    const same = assets
      .all()
      .filter((one) => machine !== null && machineOf(this.#rooms, one) === machine)
      .map((one) => one.pointId);
    return point === null ? same : [point.pointId, ...same.filter((one) => one !== point.pointId)];
  }

  /**
   * Alarms that a hub had stored, and was killed before it asked for their samples: agents have them for a while. Each waits until the
   * hub knows who has its point.
   */
  async #recall(): Promise<void> {
    const { alarmDesk, store, clock } = this.#rooms;
    const sinceMs = clock() - AFTERWARDS_MS;
    for (const alarm of alarmDesk.shown.all()) {
      if (alarm.hold !== null || (alarm.shownMs ?? 0) < sinceMs) continue;
      const known = await store.read('SELECT 1 FROM capture_alarms WHERE alarm_id = ? LIMIT 1', [
        alarm.alarmId,
      ]);
      if (known.length === 0) this.#left.push(alarm);
    }
  }

  async #captureLeft(): Promise<void> {
    const { assets, fleet, clock } = this.#rooms;
    const isReady = (alarm: Alarm) =>
      this.#pointsOf(alarm).every((pointId) => {
        const sensorId = assets.get(pointId)?.sensorId;
        return sensorId !== undefined && fleet.standing(sensorId).agentId !== null;
      });
    for (const alarm of this.#left.splice(0)) {
      const isOld = clock() - (alarm.shownMs ?? alarm.raisedMs) >= AFTERWARDS_MS;
      if (isOld || isReady(alarm)) await this.#captureAlarm(alarm);
      else this.#left.push(alarm);
    }
  }

  async #timers(): Promise<void> {
    const { captureRules, clock } = this.#rooms;
    for (const rule of captureRules.enabled()) {
      const dueMs = captureRules.dueMs(rule);
      if (dueMs === null || clock() < dueMs) continue;
      // First: a hub that is killed in between captures once too little, not again and again.
      await captureRules.did(rule);
      await this.#captureBelow(rule, 'timer');
    }
  }

  #speeds(summaries: readonly PointSummary[]): void {
    const { assets, rulePlant } = this.#rooms;
    for (const rule of this.#speedRules()) {
      for (const { pointId, figures } of summaries) {
        if (figures.speedRpm === null || !rulePlant.isBelow(pointId, rule.nodeId)) continue;
        const point = assets.get(pointId);
        if (point === null) continue;
        const rpm = machineSpeedAt(this.#rooms, point.nodeId, figures.speedRpm);
        const machine = machineOf(this.#rooms, point) ?? pointId;
        if (rpm !== null) this.#speed(rule, machine, rpm);
      }
    }
  }

  /** Speeds that the plant measures itself: heard at once, also while nothing is diagnosed. */
  #values(values: readonly ProcessValueReading[]): void {
    const rules = this.#speedRules();
    if (rules.length === 0) return;
    const { plant } = this.#rooms;
    const good = new Map<string, number>();
    for (const { valueId, value, quality } of values) {
      if (quality === 'good' && value !== null) good.set(valueId, value);
    }
    for (const { nodeId, machine } of plant.tree.all()) {
      if (machine?.speed.from !== 'value') continue;
      const value = good.get(machine.speed.valueId);
      if (value === undefined) continue;
      const rpm = Math.abs(value) * machine.speed.factor;
      for (const rule of rules) {
        if (this.#isAbove(rule.nodeId, nodeId) || this.#isAbove(nodeId, rule.nodeId)) {
          this.#speed(rule, nodeId, rpm);
        }
      }
    }
  }

  #speedRules(): KeptRule[] {
    return [...this.#rooms.captureRules.enabled()].filter(
      ({ trigger }) => trigger.kind === 'speed_band',
    );
  }

  /** Of itself, too. */
  #isAbove(above: string, nodeId: string): boolean {
    return this.#rooms.plant.tree.lineOf(nodeId).some((node) => node.nodeId === above);
  }

  /** A machine, or a point that is at none, turns so fast now. */
  #speed(rule: KeptRule, machine: string, rpm: number): void {
    const { speedBands, clock } = this.#rooms;
    const { comesIn, keeping } = speedBands.see(rule, machine, rpm, clock());
    if (keeping === null) return;
    this.#keepSpeed(rule, machine, { comesIn, keeping }).catch((error) => this.#failed(error));
  }

  /** First that it came in: a hub that is killed in between captures once too little, not again. */
  async #keepSpeed(
    rule: KeptRule,
    machine: string,
    { comesIn, keeping }: { comesIn: boolean; keeping: Statement },
  ): Promise<void> {
    await this.#rooms.store.write([keeping]);
    if (!comesIn) return;
    await this.#rooms.captureRules.did(rule);
    await this.#captureBelow(rule, 'speed_band', machine);
  }

  /** Machine by machine; or only of this machine, or whatever is at no machine together with this point. */
  async #captureBelow(
    { ruleId, nodeId, window }: KeptRule,
    trigger: 'timer' | 'speed_band',
    of?: string,
  ): Promise<void> {
    const { captureDesk, rulePlant, assets } = this.#rooms;
    for (const points of rulePlant.machinesBelow(nodeId)) {
      const machine = machineOf(this.#rooms, assets.get(points[0]) ?? NOWHERE);
      const isMeant = of === undefined || of === machine || points.some((one) => one === of);
      if (!isMeant) continue;
      const pointIds = points.slice(0, POINTS_MAX);
      await captureDesk.request({ pointIds, trigger, ruleId, ...window, by: SYSTEM_ACTOR });
    }
  }

  #failed(error: unknown): void {
    this.#rooms.complaints.say('a capture could not be begun or kept', error);
  }
}
