import type { SensorDescription } from '#schemas/broker/messages';
import { newId, type PointId } from '#schemas/ids/ids';
import { PLAIN_MOUNTING } from '#schemas/plant/mounting';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { editsOf, type PointEdits, withEdits } from './point-edits.ts';
import {
  type DescribedPoint,
  describedPoints,
  loadPoint,
  type PointRecord,
  saveAgent,
  saveDescribed,
  saveEdits,
} from './point-record.ts';

/** Descriptions gather so long before one transaction saves them: a plant says all of them at once when it starts. */
const GATHER_MS = 50;
const RETRY_MS = 2_000;

/** The points of the plant. A point is known only once it is stored, so that its key can never be given twice. */
export class AssetRegister {
  readonly #deps: { store: Store; events: Events; clock: Clock; log: Log };
  /** Those that are in the plant. */
  readonly #points = new Map<string, PointRecord>();
  readonly #removed = new Map<string, PointRecord>();
  /** Sensor, then axis; with those that were taken out. */
  readonly #bySensor = new Map<string, Map<number, PointRecord>>();
  readonly #described = new Map<string, SensorDescription>();
  readonly #sensorsOnline = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving = false;
  #stopped = false;
  #nextKey = 1;

  constructor(deps: { store: Store; events: Events; clock: Clock; log: Log }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM points')) {
      this.#know(loadPoint(row));
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  get(pointId: string): PointRecord | null {
    return this.#points.get(pointId) ?? null;
  }

  /** Also one that a person took out of the plant. */
  evenRemoved(pointId: string): PointRecord | null {
    const known = this.get(pointId);
    return known ?? this.#removed.get(pointId) ?? null;
  }

  /** Axis by axis. */
  ofSensor(sensorId: string): ReadonlyMap<number, PointRecord> {
    return this.#bySensor.get(sensorId) ?? new Map();
  }

  all(): PointRecord[] {
    return [...this.#points.values()];
  }

  /** Also those that people took out of the plant: what was said of them stays where they were. */
  allEvenRemoved(): PointRecord[] {
    return [...this.#points.values(), ...this.#removed.values()];
  }

  /** The areas that points name that hang nowhere, each once, in their order. */
  areas(): string[] {
    const named = this.all().flatMap(({ nodeId, editedArea }) =>
      nodeId === null ? (editedArea ?? []) : [],
    );
    return [...new Set(named)].sort();
  }

  isOnline(sensorId: string): boolean {
    return this.#sensorsOnline.has(sensorId);
  }

  sensors(): { known: number; online: number } {
    const known = [...this.#bySensor.keys()];
    const online = known.filter((sensorId) => this.#sensorsOnline.has(sensorId)).length;
    return { known: known.length, online };
  }

  /** Takes what a sensor says of itself; its points are made or brought up to date a moment later. */
  describe(description: SensorDescription): void {
    this.#described.set(description.sensorId, description);
    this.#schedule(GATHER_MS);
  }

  /** All sensors count as offline until they say otherwise. */
  forgetOnline(): void {
    const online = this.all().filter((point) => this.#sensorsOnline.has(point.sensorId));
    this.#sensorsOnline.clear();
    this.#emit(online);
  }

  sensorStatus(sensorId: string, online: boolean): void {
    if (online === this.#sensorsOnline.has(sensorId)) return;
    if (online) this.#sensorsOnline.add(sensorId);
    else this.#sensorsOnline.delete(sensorId);
    const points = [...this.ofSensor(sensorId).values()];
    this.#emit(points.filter(({ isRemoved }) => !isRemoved));
    if (online) this.#bringBack(points.filter(({ isRemoved }) => isRemoved));
  }

  /** Points that a person took out, and whose sensor is there again. */
  #bringBack(points: readonly PointRecord[]): void {
    if (points.length === 0) return;
    const back = new Map(
      points.map((point) => [point.pointId, { ...editsOf(point), isRemoved: false }] as const),
    );
    const statements = points.map((point) => saveEdits({ ...point, isRemoved: false }));
    this.#deps.store.write(statements).then(
      () => this.edited(back),
      (error) => this.#deps.log.error('points that came back are not stored', error),
    );
  }

  /** What people say of these points has been stored: it wins over every later description. */
  edited(edits: ReadonlyMap<PointId, PointEdits>): void {
    const records: PointRecord[] = [];
    for (const [pointId, said] of edits) {
      const point = this.evenRemoved(pointId);
      // What changed while it was saved (its agent, its description) stays.
      if (point !== null) records.push(withEdits(point, said));
    }
    for (const record of records) this.#know(record);
    this.#emit(records);
  }

  /** Tags in use, each with how many of these points have it, in their order. */
  tags(isMeant: (point: PointRecord) => boolean = () => true): { tag: string; points: number }[] {
    const counts = new Map<string, number>();
    for (const point of this.#points.values()) {
      const { editedTags } = point;
      if (editedTags.length === 0 || !isMeant(point)) continue;
      for (const tag of editedTags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return [...counts].map(([tag, points]) => ({ tag, points })).sort(byTag);
  }

  /** Notes which agents have the points now, and saves it for the next start. */
  async assigned(agents: ReadonlyMap<string, string | null>): Promise<void> {
    const moved = this.all().filter(
      (p) => agents.has(p.pointId) && agents.get(p.pointId) !== p.agentId,
    );
    if (moved.length === 0) return;
    const records = moved.map((p) => ({ ...p, agentId: agents.get(p.pointId) ?? null }));
    for (const record of records) this.#know(record);
    await this.#deps.store.write(records.map(saveAgent));
  }

  #know(point: PointRecord): void {
    const [into, outOf] = point.isRemoved
      ? [this.#removed, this.#points]
      : [this.#points, this.#removed];
    into.set(point.pointId, point);
    outOf.delete(point.pointId);
    const axes = this.#bySensor.get(point.sensorId) ?? new Map();
    this.#bySensor.set(point.sensorId, axes.set(point.axis, point));
    this.#nextKey = Math.max(this.#nextKey, point.key + 1);
  }

  #emit(records: readonly PointRecord[]): void {
    if (records.length === 0) return;
    this.#deps.events.emit(
      'points',
      records.map((point) => point.pointId),
    );
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null || this.#saving || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#saveDescribed();
    }, delayMs);
  }

  async #saveDescribed(): Promise<void> {
    const descriptions = [...this.#described.values()];
    this.#described.clear();
    this.#saving = true;
    let again = GATHER_MS;
    const records = descriptions.flatMap((description) =>
      describedPoints(description).flatMap((described) =>
        this.#changed(description.sensorId, described),
      ),
    );
    try {
      if (records.length > 0) await this.#deps.store.write(records.map(saveDescribed));
      for (const record of records) this.#know(this.#withEdits(record));
      this.#emit(records);
    } catch (error) {
      this.#deps.log.error('sensor descriptions are not stored yet; tried again', error);
      for (const one of descriptions) {
        if (!this.#described.has(one.sensorId)) this.#described.set(one.sensorId, one);
      }
      again = RETRY_MS;
    }
    this.#saving = false;
    if (this.#described.size > 0) this.#schedule(again);
  }

  /** The record that the description makes of its point, or nothing when it says nothing new. */
  #changed(sensorId: string, described: DescribedPoint): PointRecord[] {
    const known = this.#bySensor.get(sensorId)?.get(described.axis);
    if (known === undefined) {
      const ids = { pointId: newId('pt'), key: this.#nextKey++, createdMs: this.#deps.clock() };
      return [
        {
          ...described,
          ...ids,
          sensorId,
          editedName: null,
          editedArea: null,
          editedTags: [],
          editedFacts: {},
          nodeId: null,
          mounting: PLAIN_MOUNTING,
          isRemoved: false,
          agentId: null,
        },
      ];
    }
    const record = { ...known, ...described };
    return Bun.deepEquals(record, known) ? [] : [record];
  }

  /** Edits and the agent that came while the description was saved stay. */
  #withEdits(record: PointRecord): PointRecord {
    const now = this.evenRemoved(record.pointId);
    return now === null ? record : { ...withEdits(record, editsOf(now)), agentId: now.agentId };
  }
}

const byTag = (a: { tag: string }, b: { tag: string }) => (a.tag < b.tag ? -1 : 1);
