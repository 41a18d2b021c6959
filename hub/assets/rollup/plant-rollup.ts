import type { Alarm, AlarmState } from '#schemas/alarms/alarm';
import type { PointSummary } from '#schemas/broker/messages';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { EMPTY_ROLLUP, type Rollup, type RollupState } from '#schemas/plant/rollup';
import type { Clock } from '../../clock.ts';
import type { Events } from '../../events.ts';
import type { AssetRegister } from '../asset-register.ts';
import type { PlantTree } from '../tree/plant-tree.ts';
import { RollupCount } from './rollup-count.ts';

export interface PlantRollupDeps {
  readonly events: Events;
  readonly clock: Clock;
  readonly assets: AssetRegister;
  readonly tree: () => PlantTree;
  readonly latestOf: (pointId: string) => PointSummary | null;
  /** For so long the last that was heard of a point is true. */
  readonly staleAfterMs: number;
}

/** News of the tree's states gather so long: a screen needs no more. */
const TELL_MS = 250;
/** How often the clock is asked which points have become stale. */
const STALE_EVERY_MS = 1_000;

interface PointStanding {
  state: RollupState;
  atMs: number;
  /** Counts of all nodes above it. */
  above: readonly (readonly [NodeId, RollupCount])[];
}

/**
 * What the points below each node come to, kept up with every summary: only a point whose state changed costs anything, and
 * then one step for each node above it. A point that says nothing any more becomes stale by the clock.
 */
export class PlantRollup {
  readonly #deps: PlantRollupDeps;
  readonly #standings = new Map<string, PointStanding>();
  readonly #counts = new Map<NodeId, RollupCount>();
  readonly #changed = new Set<NodeId>();
  /** Alarms that nobody has acknowledged, each with the node that it is about. */
  readonly #alarms = new Map<string, NodeId>();
  #unassigned = 0;
  #isPlaced = false;
  #timers: ReturnType<typeof setInterval>[] = [];
  #stopListening: (() => void)[] = [];

  constructor(deps: PlantRollupDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { events } = this.#deps;
    this.#stopListening = [
      events.on('summaries', (summaries) => this.take(summaries)),
      events.on('points', (ids) => this.#pointsChanged(ids)),
      events.on('pointsRemoved', () => this.#placeAgain()),
      events.on('nodes', () => this.#placeAgain()),
      events.on('alarms', (news) => {
        for (const { alarm } of news) this.noteAlarm(alarm);
      }),
    ];
    this.#timers = [
      setInterval(() => this.tell(), TELL_MS),
      setInterval(() => this.lookAtClock(), STALE_EVERY_MS),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#stopListening) stop();
  }

  of(nodeId: NodeId): Rollup {
    this.#place();
    return this.#counts.get(nodeId)?.read() ?? EMPTY_ROLLUP;
  }

  /** Points that hang nowhere. */
  get unassigned(): number {
    this.#place();
    return this.#unassigned;
  }

  stateOf(pointId: string): RollupState {
    this.#place();
    return this.#standings.get(pointId)?.state ?? 'waiting';
  }

  /** How an alarm stands now: only what is shown and not acknowledged counts. */
  noteAlarm({ alarmId, state, hold, asset }: Alarm): void {
    const counts = hold === null && isUnacknowledged(state);
    const before = this.#alarms.get(alarmId) ?? null;
    const after = counts ? (asset.nodeId as NodeId | null) : null;
    if (before === after) return;
    if (after === null) this.#alarms.delete(alarmId);
    else this.#alarms.set(alarmId, after);
    if (!this.#isPlaced) return;
    this.#countAlarm(before, -1);
    this.#countAlarm(after, 1);
  }

  /** Summaries that are the latest of their points. */
  take(summaries: readonly PointSummary[]): void {
    if (!this.#isPlaced) return;
    const nowMs = this.#deps.clock();
    for (const { pointId, atMs, verdict } of summaries) {
      const standing = this.#standings.get(pointId);
      if (standing === undefined) continue;
      standing.atMs = atMs;
      this.#stand(standing, this.#isStale(atMs, nowMs) ? 'stale' : verdict.condition);
    }
  }

  /** Points of which nothing was heard for too long are stale. */
  lookAtClock(): void {
    if (!this.#isPlaced) return;
    const nowMs = this.#deps.clock();
    for (const standing of this.#standings.values()) {
      const { state, atMs } = standing;
      if (state !== 'stale' && state !== 'waiting' && this.#isStale(atMs, nowMs)) {
        this.#stand(standing, 'stale');
      }
    }
  }

  /** Tells which nodes stand differently since it last did. */
  tell(): void {
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    this.#deps.events.emit('rollups', changed);
  }

  #stand(standing: PointStanding, state: RollupState): void {
    if (standing.state === state) return;
    for (const [nodeId, count] of standing.above) {
      count.add(standing.state, -1);
      count.add(state, 1);
      this.#changed.add(nodeId);
    }
    standing.state = state;
  }

  /** A new name or speed moves nothing: only a point that hangs elsewhere, or is new, has all placed again. */
  #pointsChanged(ids: readonly PointId[]): void {
    if (!this.#isPlaced) return;
    const { assets } = this.#deps;
    const isSame = ids.every((pointId) => {
      const standing = this.#standings.get(pointId);
      const record = assets.get(pointId);
      if (standing === undefined || record === null) return false;
      return (standing.above[0]?.[0] ?? null) === record.nodeId;
    });
    if (!isSame) this.#placeAgain();
  }

  #placeAgain(): void {
    this.#isPlaced = false;
    this.#place();
    for (const nodeId of this.#counts.keys()) this.#changed.add(nodeId);
  }

  /** Finds for each point the nodes above it, and counts anew. */
  #place(): void {
    if (this.#isPlaced) return;
    this.#isPlaced = true;
    const { assets, tree: treeNow, latestOf, clock } = this.#deps;
    const tree = treeNow();
    const nowMs = clock();
    this.#standings.clear();
    this.#counts.clear();
    this.#unassigned = 0;
    const lines = new Map<NodeId, PointStanding['above']>();
    for (const { pointId, nodeId } of assets.all()) {
      const above = nodeId === null ? [] : this.#lineOf(tree, nodeId, lines);
      if (above.length === 0) this.#unassigned++;
      const latest = latestOf(pointId);
      const standing = { state: 'waiting' as RollupState, atMs: latest?.atMs ?? 0, above };
      if (latest !== null) {
        standing.state = this.#isStale(latest.atMs, nowMs) ? 'stale' : latest.verdict.condition;
      }
      this.#standings.set(pointId, standing);
      for (const [, count] of above) count.add(standing.state, 1);
    }
    for (const at of this.#alarms.values()) this.#countAlarm(at, 1);
  }

  #lineOf(
    tree: PlantTree,
    nodeId: NodeId,
    lines: Map<NodeId, PointStanding['above']>,
  ): PointStanding['above'] {
    const known = lines.get(nodeId);
    if (known !== undefined) return known;
    const line = tree
      .lineOf(nodeId)
      .map((node) => [node.nodeId, this.#countOf(node.nodeId)] as const);
    lines.set(nodeId, line);
    return line;
  }

  #countOf(nodeId: NodeId): RollupCount {
    const known = this.#counts.get(nodeId);
    if (known !== undefined) return known;
    const count = new RollupCount();
    this.#counts.set(nodeId, count);
    return count;
  }

  #countAlarm(at: NodeId | null, alarms: 1 | -1): void {
    for (const { nodeId } of this.#deps.tree().lineOf(at)) {
      this.#countOf(nodeId).unacknowledged += alarms;
      this.#changed.add(nodeId);
    }
  }

  #isStale(atMs: number, nowMs: number): boolean {
    return nowMs - atMs > this.#deps.staleAfterMs;
  }
}

const isUnacknowledged = (state: AlarmState) =>
  state === 'unacknowledged' || state === 'returned_unacknowledged';
