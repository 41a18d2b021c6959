/**
 * The ways of captures, each step by its name and in order.
 *
 * order    alarms, a timer, a speed or http → captureDesk.request → store → broker: captureOrder, repeated until it is answered
 * answer   broker/inbox → takeCaptureNews: captureDesk → store
 * samples  http/agent-routes → deliveries: part by part → trackKeeper: read, verified → object store → store
 * space    flows.upkeep → captureSpace: retention → object store
 */

import type { AlarmNews } from '#schemas/alarms/news';
import type { CaptureNews } from '#schemas/broker/captures';
import type { PointSummary } from '#schemas/broker/messages';
import type { PointId } from '#schemas/ids/ids';
import type { KeptRule } from './captures/capture-rules.ts';
import { placeOf } from './plant-places.ts';
import type { Rooms } from './rooms.ts';
import { SYSTEM_ACTOR } from './store/actor.ts';

const TURN_MS = 1_000;
/** Retention runs each so many turns, and what lies in the store unknown is looked for each so many. */
const SPACE_EVERY = 60;
const UNKNOWN_EVERY = 6 * 3_600;
/** Points of one machine that an alarm captures. */
const POINTS_MAX = 64;

/** Hands captures from room to room. */
export class CaptureFlows {
  readonly #rooms: Rooms;
  #timer: ReturnType<typeof setInterval> | null = null;
  #stopListening: (() => void)[] = [];
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
    ];
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
    const { captureDesk, settings, assets } = this.#rooms;
    const { alarmPreSeconds, alarmPostSeconds } = settings.captures;
    for (const { what, alarmId, alarm } of news) {
      const { pointId } = alarm.asset;
      if (what !== 'raised' || pointId === null) continue;
      const point = assets.get(pointId);
      if (point === null) continue;
      const { machine } = placeOf(this.#rooms, point);
      const same = assets
        .all()
        .filter((one) => machine !== null && placeOf(this.#rooms, one).machine === machine)
        .map((one) => one.pointId);
      const wanted = {
        // The point itself first, whatever else the machine has.
        pointIds: [pointId, ...same.filter((one) => one !== pointId)].slice(0, POINTS_MAX),
        ...{ trigger: 'alarm' as const, alarmId, atMs: alarm.raisedMs, by: SYSTEM_ACTOR },
        preMs: alarmPreSeconds * 1_000,
        postMs: alarmPostSeconds * 1_000,
      } as const;
      try {
        await captureDesk.request(wanted);
      } catch (error) {
        this.#failed(error);
      }
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
    const { captureRules, speedBands, rulePlant, clock } = this.#rooms;
    for (const rule of captureRules.enabled()) {
      if (rule.trigger.kind !== 'speed_band') continue;
      for (const { pointId, figures } of summaries) {
        if (figures.speedRpm === null || !rulePlant.isBelow(pointId, rule.nodeId)) continue;
        if (!speedBands.comesIn(rule, this.#machineOf(pointId), figures.speedRpm, clock()))
          continue;
        captureRules
          .did(rule)
          .then(() => this.#captureBelow(rule, 'speed_band', pointId))
          .catch((error) => this.#failed(error));
      }
    }
  }

  /** Machine by machine; of one point only its own machine. */
  async #captureBelow(
    { ruleId, nodeId, window }: KeptRule,
    trigger: 'timer' | 'speed_band',
    of?: PointId,
  ): Promise<void> {
    const { captureDesk, rulePlant } = this.#rooms;
    for (const points of rulePlant.machinesBelow(nodeId)) {
      if (of !== undefined && !points.includes(of)) continue;
      const pointIds = points.slice(0, POINTS_MAX);
      await captureDesk.request({ pointIds, trigger, ruleId, ...window, by: SYSTEM_ACTOR });
    }
  }

  /** Points of one machine have one speed. */
  #machineOf(pointId: PointId): string {
    const point = this.#rooms.assets.get(pointId);
    return (point && placeOf(this.#rooms, point).machine) ?? pointId;
  }

  #failed(error: unknown): void {
    this.#rooms.complaints.say('a capture could not be begun or kept', error);
  }
}
