import type { CaptureNews, CaptureOrder } from '#schemas/broker/captures';
import type { CaptureTrigger } from '#schemas/captures/capture';
import type { CapturesSettings } from '#schemas/config/captures-settings';
import { refused } from '#schemas/errors/refused';
import {
  type AlarmId,
  type CaptureId,
  type CaptureRuleId,
  newId,
  type PointId,
} from '#schemas/ids/ids';
import { CONDITIONS } from '#schemas/readings/finding';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { CaptureStorm } from './capture-storm.ts';
import type { CapturedPoint } from './captured-point.ts';
import { type OpenCapture, type OpenCaptures, type OpenTrack, stateOf } from './open-captures.ts';

const REPEAT_MS = 5_000;
/** An agent that has not answered so long after the window has passed has nothing any more. */
const ANSWER_MS = 60_000;
/** What an agent has taken may wait on its disk for a hub or a network that is away. */
const ARRIVE_MS = 24 * 3_600_000;

export interface CaptureRequest {
  readonly pointIds: readonly PointId[];
  readonly trigger: CaptureTrigger;
  readonly preMs: number;
  readonly postMs: number;
  readonly by: Actor;
  /** Around when; absent: now. */
  readonly atMs?: number;
  readonly alarmId?: AlarmId;
  readonly ruleId?: CaptureRuleId;
  readonly note?: string;
}

export interface CaptureDeskDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly settings: CapturesSettings;
  readonly open: OpenCaptures;
  readonly pointOf: (pointId: PointId) => CapturedPoint | null;
  /** To an agent. While the broker is away it is said again later. */
  readonly order: (agentId: string, order: CaptureOrder) => void;
  readonly hasRoom: () => boolean;
  /** Removes what retention may take now. */
  readonly makeRoom: () => Promise<void>;
  /** Counts what was refused and what is missing. */
  readonly count: (what: 'refused' | 'missing', n: number) => void;
}

/** Has points captured: asks their agents until each has answered, and knows what became of every request. */
export class CaptureDesk {
  readonly #deps: CaptureDeskDeps;
  readonly #storm: CaptureStorm;

  constructor(deps: CaptureDeskDeps) {
    this.#deps = deps;
    this.#storm = new CaptureStorm(deps.settings.alarmsPerMachineHour);
  }

  /**
   * The capture that was begun, or that is under way already and covers what is wanted; null when there are too many of this
   * machine or there is no room, which is counted. A person gets `not_found`, `conflict` or `storage_full` instead.
   */
  async request(request: CaptureRequest): Promise<CaptureId | null> {
    const { clock, pointOf, hasRoom, makeRoom } = this.#deps;
    const points = request.pointIds.flatMap((pointId) => pointOf(pointId) ?? []);
    const isPersons = request.trigger === 'demand';
    if (points.length === 0) {
      if (isPersons) throw refused('point_unknown');
      return null;
    }
    const atMs = Math.round(request.atMs ?? clock());
    const capture = newCapture(points, request, atMs);
    const running = isPersons ? null : this.#covering(capture);
    if (running !== null) {
      await this.#merge(running, request);
      return running.captureId;
    }
    // The newest is worth more than the oldest that nobody protects.
    if (!hasRoom()) await makeRoom();
    if (!hasRoom()) {
      if (isPersons) throw refused('capture_no_room');
      return this.#refuse();
    }
    const isAlarm = request.trigger === 'alarm';
    if (isAlarm && !this.#storm.admit(points[0].machineId ?? points[0].pointId, clock())) {
      return this.#refuse();
    }
    await this.#begin(capture, points, request);
    return capture.captureId;
  }

  /** What an agent says of points that it was asked for. */
  async news(agentId: string, { captureId, tracks }: CaptureNews): Promise<void> {
    const capture = this.#deps.open.get(captureId);
    if (capture === null) return;
    const statements: Statement[] = [];
    for (const { pointId, state, reason, bytes } of tracks) {
      const track = capture.tracks.get(pointId);
      const isOpen = track?.state === 'waiting' || track?.state === 'taken';
      if (track === undefined || !isOpen || track.agentId !== agentId || track.state === state)
        continue;
      if (state === 'missing') statements.push(this.#miss(capture, track, reason ?? ''));
      else {
        track.state = state;
        statements.push({
          // Who has it: also a hub that was started again takes it from this agent.
          sql: "UPDATE capture_tracks SET state = 'taken', bytes = ?, agent_id = ? WHERE capture_id = ? AND point_id = ?",
          args: [bytes, agentId, captureId, pointId],
        });
      }
    }
    if (statements.length > 0) await this.#store(capture, statements);
  }

  /** Asks again, and gives up what is too late. To be called each second. */
  async turn(): Promise<void> {
    const { open, clock } = this.#deps;
    const nowMs = clock();
    for (const capture of [...open.all()]) {
      const statements: Statement[] = [];
      for (const track of capture.tracks.values()) {
        if (track.state === 'waiting' && nowMs > capture.toMs + ANSWER_MS) {
          statements.push(this.#miss(capture, track, 'Its agent did not answer.'));
        } else if (track.state === 'taken' && nowMs > capture.toMs + ARRIVE_MS) {
          statements.push(this.#miss(capture, track, 'It was captured, but never came in.'));
        }
      }
      const isOver = nowMs >= capture.toMs && nowMs - capture.toMs < 2 * 1_000;
      if (statements.length > 0 || isOver) await this.#store(capture, statements);
      this.#ask(capture);
    }
  }

  /** A track of it was kept, or anything else changed: how it stands is written down, with these. */
  stands(capture: OpenCapture): Statement {
    const state = stateOf(capture, this.#deps.clock());
    if (state !== 'recording' && state !== 'arriving') this.#deps.open.remove(capture.captureId);
    return {
      sql: 'UPDATE captures SET state = ? WHERE capture_id = ?',
      args: [state, capture.captureId],
    };
  }

  #covering({ machine, fromMs, toMs, atMs, tracks }: OpenCapture): OpenCapture | null {
    for (const running of this.#deps.open.all()) {
      const isSame = running.machine === machine && running.fromMs <= atMs && atMs < running.toMs;
      const hasAll = [...tracks.keys()].every((pointId) => running.tracks.has(pointId));
      // A second alarm a moment after the first wants the same seconds; much later ones want their own.
      if (isSame && hasAll && running.toMs - running.fromMs >= (toMs - fromMs) / 2) return running;
    }
    return null;
  }

  async #merge({ captureId }: OpenCapture, { alarmId }: CaptureRequest): Promise<void> {
    if (alarmId === undefined) return;
    await this.#deps.store.write([forAlarm(captureId, alarmId)]);
    this.#deps.events.emit('captures', { captureIds: [captureId] });
  }

  #refuse(): null {
    this.#deps.count('refused', 1);
    return null;
  }

  async #begin(
    capture: OpenCapture,
    points: readonly CapturedPoint[],
    request: CaptureRequest,
  ): Promise<void> {
    const { store, open, events, clock } = this.#deps;
    // At once, so that the next alarm of the machine finds it.
    open.add(capture);
    const { captureId } = capture;
    const { trigger, alarmId, by } = request;
    try {
      await store.record(
        [
          insertCapture(capture, points, request, clock()),
          ...points.map((point) => insertTrack(captureId, point)),
          ...(alarmId === undefined ? [] : [forAlarm(captureId, alarmId)]),
          this.stands(capture),
        ],
        [
          {
            event: 'capture.made',
            actor: by,
            resourceId: captureId,
            details: { trigger, machine: capture.machine, points: points.length },
          },
        ],
      );
    } catch (error) {
      open.remove(captureId);
      throw error;
    }
    this.#ask(capture);
    events.emit('captures', { captureIds: [captureId] });
  }

  /** Points may have moved to another agent since: the one that has them now is asked. */
  #ask(capture: OpenCapture): void {
    const { clock, order, pointOf } = this.#deps;
    const nowMs = clock();
    const { captureId, fromMs, toMs, tracks } = capture;
    if (nowMs - capture.askedMs < REPEAT_MS) return;
    capture.askedMs = nowMs;
    const waiting = [...tracks.values()].filter(({ state }) => state === 'waiting');
    for (const track of waiting) track.agentId = pointOf(track.pointId)?.agentId ?? track.agentId;
    const afterMs = Math.max(0, Math.round(toMs - nowMs));
    for (const [agentId, some] of Map.groupBy(waiting, (track) => track.agentId)) {
      const points = some.map(({ pointId }) => pointId);
      if (agentId !== null) order(agentId, { captureId, points, fromMs, toMs, afterMs });
    }
  }

  #miss({ captureId }: OpenCapture, track: OpenTrack, reason: string): Statement {
    track.state = 'missing';
    this.#deps.count('missing', 1);
    return {
      sql: "UPDATE capture_tracks SET state = 'missing', reason = ?, bytes = 0 WHERE capture_id = ? AND point_id = ?",
      args: [reason, captureId, track.pointId],
    };
  }

  async #store(capture: OpenCapture, statements: readonly Statement[]): Promise<void> {
    await this.#deps.store.write([...statements, this.stands(capture)]);
    this.#deps.events.emit('captures', { captureIds: [capture.captureId] });
  }
}

function newCapture(
  points: readonly CapturedPoint[],
  { preMs, postMs }: CaptureRequest,
  atMs: number,
): OpenCapture {
  const machines = new Set(points.map(({ machine }) => machine));
  return {
    captureId: newId('cp'),
    atMs,
    fromMs: atMs - preMs,
    toMs: atMs + postMs,
    machine: machines.size === 1 ? points[0].machine : null,
    tracks: new Map(
      points.map(({ pointId, agentId }) => {
        const state = agentId === null ? 'missing' : 'waiting';
        return [pointId, { pointId, agentId, state }];
      }),
    ),
    askedMs: Number.NEGATIVE_INFINITY,
  };
}

function insertCapture(
  { captureId, atMs, fromMs, toMs, machine }: OpenCapture,
  points: readonly CapturedPoint[],
  { trigger, ruleId, by, note }: CaptureRequest,
  nowMs: number,
): Statement {
  const areas = new Set(points.map(({ area }) => area));
  const worst = points.reduce<CapturedPoint['condition']>((so, { condition }) => {
    return rank(condition) > rank(so) ? condition : so;
  }, null);
  return {
    sql: 'INSERT INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)',
    args: [
      ...[captureId, 'recording', trigger, atMs, fromMs, toMs, machine],
      areas.size === 1 ? points[0].area : null,
      ruleId ?? null,
      by.userId,
      points.find(({ speedRpm }) => speedRpm !== null)?.speedRpm ?? null,
      worst,
      note ?? '',
      nowMs,
    ],
  };
}

/** The worst of those that are judged; what is not judged comes before nothing at all. */
function rank(condition: CapturedPoint['condition']): number {
  if (condition === null) return -2;
  return condition === 'not_graded' || condition === 'warming' ? -1 : CONDITIONS.indexOf(condition);
}

function insertTrack(captureId: CaptureId, point: CapturedPoint): Statement {
  const { pointId, name, agentId, unassignedReason } = point;
  const isMissing = agentId === null;
  const reason = isMissing ? (unassignedReason ?? 'No agent diagnoses the point.') : null;
  return {
    sql: 'INSERT INTO capture_tracks VALUES (?, ?, ?, ?, ?, ?, NULL, 0, 0, NULL, NULL)',
    args: [captureId, pointId, name, agentId, isMissing ? 'missing' : 'waiting', reason],
  };
}

const forAlarm = (captureId: CaptureId, alarmId: AlarmId): Statement => ({
  sql: 'INSERT OR IGNORE INTO capture_alarms VALUES (?, ?)',
  args: [captureId, alarmId],
});
