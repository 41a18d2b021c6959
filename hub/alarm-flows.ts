/**
 * The ways of alarms, each step by its name and in order.
 *
 * found    events: summaries, changes, processValues, points → alarmEngine → alarmDesk → store (alarm, step and audit entry) → events: alarms
 * acted    http/alarm-routes → alarmActs → alarmDesk → store → events: alarms
 * place    events: points, nodes → alarmDesk: alarms that stand, and what is held back, go where their machine goes
 * told     events: alarms → websocket, escalations, tell
 * in time  turn → alarmEngine (delays), alarmActs (shelves), escalations, alarmDesk (what could not be stored)
 */
import type { Alarm } from '#schemas/alarms/alarm';
import type { PlacedValue } from './alarms/asset-of.ts';
import type { Held } from './alarms/hold-book.ts';
import { keyOf } from './alarms/instance.ts';
import { placedAnew, placeOfAlarm } from './alarms/place-of-alarm.ts';
import { placeOfHold } from './alarms/place-of-hold.ts';
import { forgetUsual } from './alarms/rules/usual-values.ts';
import { reconsider } from './alarms/transitions.ts';
import type { Rooms } from './rooms.ts';
import { type Actor, SYSTEM_ACTOR } from './store/actor.ts';

/** Delays end to a tenth of a second. */
const TURN_MS = 100;
const UPKEEP_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FORGOTTEN_AT_ONCE = 500;
/** Minutes between two times that what is being learned is written down: thousands of rows in the first hour of a plant. */
const USUAL_EVERY = 10;

/** Hands values between alarms and the rest. Decides nothing itself. */
export class AlarmFlows {
  readonly #rooms: Rooms;
  #timers: ReturnType<typeof setInterval>[] = [];
  #stopListening: (() => void)[] = [];
  #outOfWork = '';
  #minute = 0;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  start(): void {
    const { events, alarmEngine, escalations, plantRollup, alarmDesk } = this.#rooms;
    for (const alarm of alarmDesk.shown.all()) plantRollup.noteAlarm(alarm);
    this.#stopListening = [
      events.on('changes', (changes) => {
        for (const change of changes) alarmEngine.take(change);
      }),
      events.on('summaries', (summaries) => {
        for (const summary of summaries) alarmEngine.take(summary);
      }),
      events.on('processValues', (values) => {
        alarmEngine.takeValues(values);
        if (alarmDesk.shown.size === 0 && !alarmDesk.holds.isAny) return;
        const told = new Set<string>(values.map(({ valueId }) => valueId));
        this.#follow(({ asset: { assetId } }) => told.has(assetId));
        this.#followHolds(({ assetId }) => told.has(assetId));
      }),
      events.on('processValuesGone', (ids) => alarmEngine.valuesGone(ids)),
      events.on('points', (ids) => {
        alarmEngine.pointsChanged(ids);
        const moved = new Set<string | null>(ids);
        this.#follow(({ asset: { pointId } }) => moved.has(pointId));
        this.#followHolds();
      }),
      events.on('pointsRemoved', (ids) => alarmEngine.pointsChanged(ids)),
      events.on('nodes', ({ changed, removed }) => {
        alarmEngine.nodesChanged(new Set<string>([...changed, ...removed]));
        this.#follow(() => true);
        this.#followHolds();
      }),
      events.on('alarms', (news) => escalations.heard(news)),
    ];
    // What moved while its alarm was being stored, by a hub that was killed then.
    this.#follow(() => true);
    this.#followHolds();
    alarmEngine.valuesGone(this.#valuesAway());
    alarmEngine.valuesPlaced(this.#placedValues());
    this.#timers = [
      setInterval(() => alarmEngine.turn(), TURN_MS),
      setInterval(() => this.upkeep(), UPKEEP_MS),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#stopListening) stop();
  }

  /** What is wrong with the system, as it is judged each second. */
  takeConditions(): void {
    this.#rooms.alarmEngine.takeConditions(this.#rooms.systemConditions.raised());
  }

  /**
   * Does it once all alarms that were found so far are stored. A batch of results is receipted only behind its alarms: what a hub
   * that is killed in between had found comes again with the batch.
   */
  behind(work: () => void): void {
    // Nothing is receipted behind what cannot be stored: the agents keep it, and send it again.
    if (this.#rooms.alarmDesk.hasFailed) return;
    const settled = this.#rooms.alarmDesk.settled();
    if (settled === null) work();
    else void settled.then(work);
  }

  /** What time brings: shelves that end, steps of escalation, maintenance and schedules that begin or end. */
  upkeep(): void {
    const { alarmDesk, alarmActs, alarmEngine, escalations, clock } = this.#rooms;
    alarmDesk.turn();
    // While nothing can be stored, what time brings waits for its turn rather than in memory.
    if (alarmDesk.hasFailed) return;
    const nowMs = clock();
    for (const held of alarmDesk.holds.over(nowMs)) {
      alarmDesk.keep((draft) => {
        const now = draft.holds.find(held.hold.holdId);
        if (now !== undefined) alarmActs.release(draft, now, { by: SYSTEM_ACTOR, isByTime: true });
      });
    }
    escalations.turn();
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute !== this.#minute) {
      if (minute % USUAL_EVERY === 0) this.#keepUsual();
      alarmEngine.valuesPlaced(this.#placedValues());
      this.#forgetOld(nowMs);
    }
    const outOfWork = this.#agentsOut();
    if (minute !== this.#minute || outOfWork !== this.#outOfWork) {
      this.#lookAgain([...alarmDesk.shown.all()]);
    }
    this.#minute = minute;
    this.#outOfWork = outOfWork;
  }

  /** After a repair: what is usual of the point is learned anew. What was learned is in nobody's way when this resolves. */
  async learnAnew(pointId: string, actor: Actor): Promise<void> {
    const { alarmEngine, store } = this.#rooms;
    const entry = { event: 'alarm.usual_forgotten', actor, resourceId: pointId } as const;
    await store.record([forgetUsual(pointId)], [entry]);
    alarmEngine.usual.forget(pointId);
  }

  /** What is usual is learned once: a hub that is killed learns the last minutes anew. */
  #keepUsual(): void {
    const { alarmEngine, store, complaints } = this.#rooms;
    const learned = alarmEngine.usual.changes();
    if (learned.length === 0) return;
    for (const value of learned) value.isChanged = false;
    store.write(learned.map((value) => value.save())).catch((error) => {
      for (const value of learned) value.isChanged = true;
      complaints.say('what is usual of points is not kept', error);
    });
  }

  /** As long as condition changes are kept, closed alarms are, some at a time: no commit is held up by a clearing-out. */
  #forgetOld(nowMs: number): void {
    const { store, settings, complaints } = this.#rooms;
    const beforeMs = nowMs - settings.retention.changesDays * DAY_MS;
    const old = `SELECT alarm_id FROM alarms WHERE closed_ms IS NOT NULL AND raised_ms < ? ORDER BY raised_ms LIMIT ${FORGOTTEN_AT_ONCE}`;
    store
      .write([
        { sql: `DELETE FROM alarm_steps WHERE alarm_id IN (${old})`, args: [beforeMs] },
        { sql: `DELETE FROM alarms WHERE alarm_id IN (${old})`, args: [beforeMs] },
      ])
      .catch((error) => complaints.say('old alarms stay', error));
  }

  /** What stands is found where its machine is by now, under its name of now: lists, groups and rights go by that. */
  #follow(isConcerned: (alarm: Alarm) => boolean): void {
    for (const alarm of this.#rooms.alarmDesk.shown.all()) {
      if (!isConcerned(alarm) || this.#placed(alarm) === null) continue;
      this.#rooms.alarmDesk.keep((draft) => {
        const now = draft.open.get(alarm.alarmId);
        const placed = now === undefined ? null : this.#placed(now);
        if (placed === null) return;
        const { name: assetName, area, path } = placed.asset;
        draft.put(placed, 'changed', { note: path.join(' › ') || placed.asset.name });
        const held = draft.holds.of(keyOf(placed.ruleId, placed.asset.assetId));
        if (held !== undefined) draft.setHold({ ...held, assetName, area });
      });
    }
  }

  /** What is held back while nothing of it stands goes along, too. */
  #followHolds(isConcerned: (held: Held) => boolean = () => true): void {
    const { alarmDesk, alarmPlant } = this.#rooms;
    for (const held of alarmDesk.holds.all()) {
      const place = isConcerned(held) ? placeOfHold(held, alarmPlant, this.#valueOf) : null;
      if (place === null) continue;
      alarmDesk.keep((draft) => {
        const now = draft.holds.of(keyOf(held.ruleId, held.assetId));
        if (now !== undefined) draft.setHold({ ...now, ...place });
      });
    }
  }

  /** A value where it hangs, also before anything is heard of it. */
  readonly #valueOf = (valueId: string): PlacedValue | null => {
    const value = this.#rooms.processValues.get(valueId);
    return value === null || value.nodeId === null ? null : { ...value, nodeId: value.nodeId };
  };

  #placedValues(): PlacedValue[] {
    const all = this.#rooms.processValues.all();
    return all.flatMap(({ valueId }) => this.#valueOf(valueId) ?? []);
  }

  /** Values of which alarms stand and that were taken away by a hub that was killed then. */
  #valuesAway(): string[] {
    const { alarmDesk, processValues, plant } = this.#rooms;
    return [...alarmDesk.shown.all()].flatMap(({ asset: { kind, assetId } }) => {
      const nodeId = processValues.get(assetId)?.nodeId ?? null;
      const isAway = nodeId === null || plant.tree.get(nodeId) === null;
      return kind === 'process_value' && isAway ? [assetId] : [];
    });
  }

  #placed(alarm: Alarm): Alarm | null {
    const { alarmPlant, alarmEngine } = this.#rooms;
    const latestOf = (valueId: string) => alarmEngine.valueOf(valueId);
    return placedAnew(alarm, placeOfAlarm(alarm, alarmPlant, latestOf));
  }

  #agentsOut(): string {
    const { maintenance } = this.#rooms;
    return maintenance
      .ids()
      .filter((agentId) => maintenance.isOut(agentId))
      .sort()
      .join();
  }

  #lookAgain(open: readonly Alarm[]): void {
    const { alarmDesk, alarmTransitions } = this.#rooms;
    if (open.length === 0) return;
    alarmDesk.keep((draft) => {
      for (const { alarmId } of open) reconsider(draft, alarmId, alarmTransitions);
    });
  }
}
