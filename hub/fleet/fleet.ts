import type { AssignedPoint, Assignment, PointSummary } from '#schemas/broker/messages';
import type { HubSettings } from '#schemas/config/hub-settings';
import type { AgentOperation } from '#schemas/fleet/operation';
import type { AgentTrouble } from '#schemas/http/agent-trouble';
import type { AgentState } from '#schemas/http/system';
import type { PointId } from '#schemas/ids/ids';
import type { Condition } from '#schemas/readings/finding';
import type { Clock } from '../clock.ts';
import type { AgentRegister } from './agent-register.ts';
import { Handovers } from './handovers.ts';
import { type PlanAgent, type PlanSensor, planAssignment } from './plan-assignment.ts';
import type { RevisionCounter } from './revision-counter.ts';

/** A point as the fleet sees it. `agentId`: who had it last. `condition`: what was last told of it, null before anything was. */
export interface FleetPoint extends AssignedPoint {
  readonly sampleRateHz: number;
  readonly agentId: string | null;
  readonly condition: Condition | null;
}

/** Agents measure their capacity in windows of this hop (`signal/`: windows of 2048 samples, hop one window). */
const HOP_SAMPLES = 2048;
/** Points that only change (a speed, a name) wait so long: each assignment is a whole list for its agent to read. */
const REPLAN_MS = 1_000;
/** Points of an agent that drains. */
export interface PointsLeft {
  readonly left: number;
  /** Of these, points that no other agent has room for. */
  readonly withoutRoom: number;
}

/** How people operate agents, as far as the points are concerned. */
export interface FleetOperation {
  /** How much of what it could carry live points may take, 0…1. */
  readonly loadShareOf: (agentId: string) => number;
  readonly operationOf: (agentId: string, points: PointsLeft) => AgentOperation;
  /** UUIDs of its GPUs that are in maintenance. */
  readonly restingGpusOf: (agentId: string) => readonly string[];
}

export interface FleetDeps {
  readonly operation: FleetOperation;
  readonly agents: AgentRegister;
  readonly revisions: RevisionCounter;
  readonly rules: HubSettings['fleet'];
  readonly clock: Clock;
  readonly points: () => readonly FleetPoint[];
  readonly publish: (assignment: Assignment) => void;
  /** Told who has which point from now on. */
  readonly onMoved: (agents: ReadonlyMap<string, string | null>) => void;
  /** Told the points that somebody diagnoses now and nobody did, or the other way round, or by another agent. */
  readonly onStanding: (pointIds: readonly PointId[]) => void;
}

/** What an agent has. */
interface Share {
  points: number;
  load: number;
  left: number;
  withoutRoom: number;
}

/** Shares the points out over the agents, and moves them when an agent dies, drains or comes. */
export class Fleet {
  readonly #deps: FleetDeps;
  /** Sensor to the agent that has it. */
  #owners = new Map<string, string | null>();
  readonly #handovers = new Handovers();
  readonly #published = new Map<string, Published>();
  readonly #standings = new Map<string, string>();
  /** Sensors that are to move and have nowhere to go. */
  #stuck = new Set<string>();
  #statuses = '';
  #dirty = true;
  #plannedMs = Number.NEGATIVE_INFINITY;
  #graceUntilMs = 0;
  #connected = false;

  constructor(deps: FleetDeps) {
    this.#deps = deps;
  }

  /** Recalls who had which point, and how far the revisions have come. */
  async start(): Promise<void> {
    for (const { sensorId, agentId } of this.#deps.points()) this.#owners.set(sensorId, agentId);
    await this.#deps.revisions.start();
  }

  /** The broker came or went. Nobody is held to be dead for silence while we cannot hear, or just after. */
  connection(connected: boolean): void {
    this.#connected = connected;
    if (connected) this.#graceUntilMs = this.#deps.clock() + this.#deps.rules.agentTimeoutMs;
  }

  /** Points came or changed: the next turn plans again. */
  pointsChanged(): void {
    this.#dirty = true;
  }

  /** One turn, several a second: looks who lives, plans when something changed, publishes what differs. */
  turn(): void {
    if (!this.#connected) return;
    const { agents, operation } = this.#deps;
    agents.settle(this.#deadBefore());
    const each = agents
      .ids()
      .map(
        (id) =>
          `${id} ${this.#statusOf(id)} ${operation.loadShareOf(id)} ${operation.restingGpusOf(id)} ${agents.chargeOf(id).key}`,
      );
    const statuses = `${this.#isInGrace()} ${each.join()}`;
    const confirmed = this.#endHandovers();
    const nowMs = this.#deps.clock();
    const isDue = this.#dirty && nowMs - this.#plannedMs >= REPLAN_MS;
    if (!isDue && !confirmed && statuses === this.#statuses) return;
    this.#statuses = statuses;
    this.#dirty = false;
    this.#plannedMs = nowMs;
    const points = this.#deps.points();
    this.#plan(points);
    this.#publish(points);
    this.#tellStandings(points);
  }

  /** The agents that have the point now: two while it is handed over. */
  agentsOf(sensorId: string): string[] {
    const owner = this.#owners.get(sensorId) ?? null;
    const giver = this.#handovers.giverOf(sensorId);
    return [...(owner === null ? [] : [owner]), ...(giver === undefined ? [] : [giver])];
  }

  /**
   * Results of an agent: those that are to be shown. While a point is handed over, a taker that cannot judge yet does not speak in
   * place of the giver.
   */
  shownOf<Summary extends Pick<PointSummary, 'pointId' | 'verdict'>>(
    agentId: string,
    summaries: readonly Summary[],
  ): readonly Summary[] {
    return this.#handovers.shownOf(agentId, summaries);
  }

  /** Who diagnoses the sensor, or in one sentence why nobody does. */
  standing(sensorId: string): { agentId: string | null; reason: string | null } {
    const owner = this.#owners.get(sensorId) ?? null;
    if (owner !== null && this.#statusOf(owner) !== 'offline')
      return { agentId: owner, reason: null };
    const alive = this.#deps.agents.ids().filter((id) => this.#statusOf(id) !== 'offline');
    if (owner !== null && !this.#deps.agents.isKnown(owner) && this.#isInGrace()) {
      return { agentId: null, reason: `Waiting to hear from ${owner}.` };
    }
    if (owner !== null) {
      const others = alive.length === 0 ? 'no other agent is there' : 'no other agent has room';
      return { agentId: null, reason: `${owner} does not answer, and ${others}.` };
    }
    if (alive.length === 0) return { agentId: null, reason: 'No agent is connected.' };
    return {
      agentId: null,
      reason: 'Every agent is at its limit: add an agent, or raise its limit.',
    };
  }

  /**
   * Agents that were heard since the hub started, or have points, and do not answer now; null: that cannot be told yet. One that
   * said goodbye in order and left no points behind is not missed.
   */
  lost(): string[] | null {
    if (this.#isInGrace()) return null;
    const { agents } = this.#deps;
    const owners = new Set(this.#ownersNow());
    return [...new Set([...agents.heard(), ...owners])]
      .filter((id) => this.#statusOf(id) === 'offline')
      .filter((id) => owners.has(id) || !agents.isGone(id))
      .sort();
  }

  /** What is wrong with agents that answer. */
  troubles(): { agentId: string; trouble: AgentTrouble }[] {
    const { agents } = this.#deps;
    const there = agents.ids().filter((id) => this.#statusOf(id) !== 'offline');
    return there.flatMap((agentId) =>
      agents.troublesOf(agentId).map((trouble) => ({ agentId, trouble })),
    );
  }

  #ownersNow(): string[] {
    return [...this.#owners.values()].filter((owner) => owner !== null);
  }

  states(): AgentState[] {
    const shares = new Map<string, Share>();
    const shareOf = (agentId: string) => {
      const known = shares.get(agentId) ?? { points: 0, load: 0, left: 0, withoutRoom: 0 };
      shares.set(agentId, known);
      return known;
    };
    // For each of many thousand points, several times a second: nothing is made for one.
    for (const point of this.#deps.points()) {
      const owner = this.#owners.get(point.sensorId) ?? null;
      const giver = this.#handovers.giverOf(point.sensorId);
      if (giver !== undefined) shareOf(giver).left++;
      if (owner === null) continue;
      const share = shareOf(owner);
      share.points++;
      share.left++;
      share.load += loadOf(point);
      if (this.#stuck.has(point.sensorId)) share.withoutRoom++;
    }
    const { agents, operation } = this.#deps;
    return agents.ids().map((id) => {
      const share = shareOf(id);
      return agents.stateOf(id, this.#deadBefore(), {
        ...{ points: share.points, load: share.load },
        operation: operation.operationOf(id, share),
      });
    });
  }

  /** Whether the agent is there now. */
  isThere(agentId: string): boolean {
    return this.#statusOf(agentId) !== 'offline';
  }

  /** Whether it has no points, none that are just being handed over either. */
  isEmpty(agentId: string): boolean {
    return !this.#deps.points().some(({ sensorId }) => this.agentsOf(sensorId).includes(agentId));
  }

  /** Where the points of the agent would go if it went now. */
  departure(agentId: string): { points: number; moves: Map<string, number>; withoutRoom: number } {
    const points = this.#deps.points();
    const plan = planAssignment(sensorsOf(points, this.#owners), this.#usable(agentId));
    const moves = new Map<string, number>();
    let withoutRoom = 0;
    const own = points.filter(({ sensorId }) => this.#owners.get(sensorId) === agentId);
    for (const { sensorId } of own) {
      const to = plan.get(sensorId) ?? null;
      if (to === null) withoutRoom++;
      else moves.set(to, (moves.get(to) ?? 0) + 1);
    }
    return { points: own.length, moves, withoutRoom };
  }

  #tellStandings(points: readonly FleetPoint[]): void {
    const changed = points.filter(({ pointId, sensorId }) => {
      const { agentId, reason } = this.standing(sensorId);
      const standing = agentId ?? reason ?? '';
      const isNew = this.#standings.get(pointId) !== standing;
      this.#standings.set(pointId, standing);
      return isNew;
    });
    if (changed.length > 0) this.#deps.onStanding(changed.map((point) => point.pointId));
  }

  #deadBefore(): number {
    const nowMs = this.#deps.clock();
    // Unheard agents get until the end of the grace; while we hear nothing at all, silence means nothing.
    if (this.#isInGrace()) return Number.NEGATIVE_INFINITY;
    return nowMs - this.#deps.rules.agentTimeoutMs;
  }

  #isInGrace(): boolean {
    return !this.#connected || this.#deps.clock() < this.#graceUntilMs;
  }

  #statusOf(agentId: string): AgentState['status'] {
    return this.#deps.agents.statusOf(agentId, this.#deadBefore());
  }

  #plan(points: readonly FleetPoint[]): void {
    const { agents } = this.#deps;
    const sensors = sensorsOf(points, this.#owners);
    const statusOf = new Map(agents.ids().map((id) => [id, this.#statusOf(id)]));
    const inGrace = this.#isInGrace();
    // Just after a start the agents that had points are given the time to say that they are still there.
    const awaited = sensors.filter(
      (s) => inGrace && s.current !== null && agents.capacityOf(s.current) === null,
    );
    const waits = new Set(awaited.map((sensor) => sensor.sensorId));
    const usable = this.#usable();
    const isUsable = new Set(usable.map((agent) => agent.agentId));
    const plan = planAssignment(
      sensors.filter((sensor) => !waits.has(sensor.sensorId)),
      usable,
    );
    const owners = new Map<string, string | null>();
    this.#stuck = new Set();
    for (const { sensorId, current } of sensors) {
      // Without room elsewhere a sensor stays where it was: a draining agent goes on with it, and a dead one has it back
      // from its retained assignment the moment it returns.
      const stays = current !== null && !isUsable.has(current) ? current : null;
      if (stays !== null && (plan.get(sensorId) ?? null) === null) this.#stuck.add(sensorId);
      owners.set(sensorId, plan.get(sensorId) ?? (waits.has(sensorId) ? current : stays));
    }
    this.#handOver(points, owners, statusOf);
    this.#owners = owners;
    const moved = points.filter((p) => (owners.get(p.sensorId) ?? null) !== p.agentId);
    this.#deps.onMoved(new Map(moved.map((p) => [p.pointId, owners.get(p.sensorId) ?? null])));
  }

  /** Agents that can be given points, as if `without` were not there. */
  #usable(without?: string): PlanAgent[] {
    const { agents, rules, operation } = this.#deps;
    return agents.ids().flatMap((agentId) => {
      const capacity = agents.capacityOf(agentId);
      if (capacity === null || agentId === without) return [];
      if (this.#statusOf(agentId) !== 'online') return [];
      const most = capacity * operation.loadShareOf(agentId);
      return [{ agentId, capacity: most * rules.loadLimit, most }];
    });
  }

  /** Living agents keep what they give away until the taker has it, so that no window is missed. */
  #handOver(
    points: readonly FleetPoint[],
    owners: Map<string, string | null>,
    statusOf: Map<string, AgentState['status']>,
  ): void {
    const moves = new Map<string, { from: string; to: string }>();
    for (const [sensorId, to] of owners) {
      const from = this.#owners.get(sensorId) ?? null;
      if (from === null || to === null || from === to) continue;
      if (statusOf.get(from) === 'offline' || !statusOf.has(from)) continue;
      moves.set(sensorId, { from, to });
    }
    this.#handovers.begin(moves, points, this.#deps.clock());
  }

  /** True when a handover ended, and the giver's share is to be published without it. */
  #endHandovers(): boolean {
    return this.#handovers.end({
      nowMs: this.#deps.clock(),
      hasTaken: (agentId) => {
        const published = this.#published.get(agentId)?.revision ?? Number.POSITIVE_INFINITY;
        return this.#deps.agents.revisionOf(agentId) >= published;
      },
      isPointless: (sensorId, { from, to }) =>
        this.#owners.get(sensorId) !== to || this.#statusOf(from) === 'offline',
    });
  }

  #publish(points: readonly FleetPoint[]): void {
    const shares = new Map<string, AssignedPoint[]>(this.#deps.agents.ids().map((id) => [id, []]));
    for (const point of points) {
      for (const agentId of this.agentsOf(point.sensorId)) {
        const share = shares.get(agentId) ?? [];
        shares.set(agentId, share);
        const { pointId, sensorId, axis, unit, scale, facts } = point;
        const corrected = scale === undefined ? {} : { scale };
        share.push({ pointId, sensorId, axis, unit, ...corrected, facts });
      }
    }
    for (const [agentId, share] of shares) {
      const { epoch, key } = this.#deps.agents.chargeOf(agentId);
      // Told anew to each run that comes: one that stands by is to hear that somebody is there who says so.
      const resting = this.#deps.operation.restingGpusOf(agentId);
      const content = `${key} ${resting} ${JSON.stringify(share)}`;
      const before = this.#published.get(agentId);
      if (before?.content === content) continue;
      const revision = this.#deps.revisions.next();
      const pointIds = new Set(share.map(({ pointId }) => pointId));
      this.#published.set(agentId, { revision, content, pointIds });
      const whom = epoch === null ? {} : { epoch };
      const told = toldOf(points, pointIds, before?.pointIds ?? new Set());
      const gpus = resting.length === 0 ? {} : { restingGpus: [...resting] };
      this.#deps.publish({ agentId, revision, ...whom, points: share, ...told, ...gpus });
    }
  }
}

/** An assignment as an agent was last given it. */
interface Published {
  readonly revision: number;
  readonly content: string;
  readonly pointIds: ReadonlySet<string>;
}

/** What is known of points that an agent has now and had not before; nothing where nothing is. */
function toldOf(
  points: readonly FleetPoint[],
  now: ReadonlySet<string>,
  before: ReadonlySet<string>,
): Pick<Assignment, 'told'> {
  const told = points.flatMap(({ pointId, condition }) =>
    condition !== null && now.has(pointId) && !before.has(pointId)
      ? [[pointId, condition] as const]
      : [],
  );
  return told.length === 0 ? {} : { told: Object.fromEntries(told) };
}

function loadOf(point: FleetPoint): number {
  return point.sampleRateHz / HOP_SAMPLES;
}

function sensorsOf(
  points: readonly FleetPoint[],
  owners: Map<string, string | null>,
): PlanSensor[] {
  const sensors = new Map<string, PlanSensor>();
  for (const point of points) {
    const { sensorId } = point;
    const load = (sensors.get(sensorId)?.load ?? 0) + loadOf(point);
    sensors.set(sensorId, { sensorId, load, current: owners.get(sensorId) ?? null });
  }
  return [...sensors.values()];
}
