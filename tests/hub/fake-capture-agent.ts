import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptureOrder } from '#schemas/broker/captures';
import { topic } from '#schemas/broker/topics';
import type { TrackFacts } from '#schemas/captures/track';
import { codeCounts } from '#schemas/captures/track-coding';
import { writeTrack } from '#schemas/captures/track-file';
import type { AgentId, CaptureId, PointId } from '#schemas/ids/ids';
import type { Hub } from '../../hub/hub.ts';
import { type Heard, PlantClient } from './plant-box.ts';
import { agentSays, heartbeatOf } from './plant-messages.ts';

const RATE_HZ = 25_600;

/** Counts of a track that a test made up: a sine with a burst, and a break where one is wanted. */
export function madeTrack(
  pointId: PointId,
  fromMs: number,
  { seconds = 1, hz = 25, breakAt = 0, rateHz = RATE_HZ } = {},
) {
  const samples = Math.round(seconds * rateHz);
  const counts = Int16Array.from({ length: samples }, (_, i) => {
    const burst = i % 2_000 < 60 ? 9_000 * Math.sin(i * 0.9) : 0;
    return 6_000 * Math.sin((2 * Math.PI * hz * i) / rateHz) + burst;
  });
  const raw = new Uint8Array(counts.buffer);
  const stretches = [{ from: 0, t0Us: fromMs * 1_000 }];
  if (breakAt > 0) {
    const t0Us = Math.round(fromMs * 1_000 + (breakAt / rateHz + 0.25) * 1e6);
    stretches.push({ from: breakAt, t0Us });
  }
  const facts: TrackFacts = {
    ...{ pointId, sensorId: 'cap-0', axis: 0, format: 'int16', unit: 'g', scale: 0.000488 },
    ...{ sampleRateHz: rateHz, samples, stretches, clockOffMs: null },
    rawSha256: createHash('sha256').update(raw).digest('hex'),
  };
  const packed = Bun.zstdCompressSync(writeTrack(facts, codeCounts('int16', raw)));
  return { facts, counts, packed: new Uint8Array(packed) };
}

/** An agent of the test that is asked for captures and hands in what the test wants. */
export class FakeCaptureAgent {
  readonly agentId: AgentId;
  orders!: Heard<CaptureOrder>;
  readonly #hub: Hub;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tremolo-fake-captures-'));
  #client!: PlantClient;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(hub: Hub, agentId: string) {
    this.#hub = hub;
    this.agentId = agentId as AgentId;
  }

  async start(url: string): Promise<void> {
    const { agentId } = this;
    this.#client = await PlantClient.connect(url, { agentId });
    this.orders = await this.#client.hear(topic('captureOrder', agentId));
    await this.#client.say(topic('agentDescription', agentId), agentSays(agentId), true);
    await this.#client.say(topic('agentStatus', agentId), { status: 'online', atMs: 0 }, true);
    const beat = () => void this.#client.say(topic('heartbeat', agentId), heartbeatOf(agentId, 1));
    beat();
    this.#timer = setInterval(beat, 200);
  }

  ordered(captureId: CaptureId): Promise<CaptureOrder> {
    return this.orders.first((order) => order.captureId === captureId);
  }

  /** Says that there is nothing of this point. */
  async miss(captureId: CaptureId, pointId: PointId, reason: string): Promise<void> {
    const track = { pointId, state: 'missing', reason, bytes: 0 };
    await this.#client.say(topic('captureNews', this.agentId), {
      agentId: this.agentId,
      captureId,
      tracks: [track],
    });
  }

  /** Hands a track in, as the door for files does once it is whole. */
  async handIn(captureId: CaptureId, pointId: PointId, packed: Uint8Array): Promise<void> {
    const { trackKeeper } = this.#hub.flows.rooms;
    const sha256 = createHash('sha256').update(packed).digest('hex');
    const path = join(this.#folder, `${captureId}.${pointId}`);
    writeFileSync(path, packed);
    const delivery = { sha256, kind: 'track', bytes: packed.length, captureId, pointId } as const;
    if (!trackKeeper.isWanted(delivery, this.agentId)) throw new Error('nobody wants this track');
    await trackKeeper.keep(delivery, path);
  }

  /** Hands in a made-up track for each point that is ordered. */
  async fulfil(captureId: CaptureId, options: Parameters<typeof madeTrack>[2] = {}): Promise<void> {
    const { points, fromMs } = await this.ordered(captureId);
    for (const [i, pointId] of points.entries()) {
      const { packed } = madeTrack(pointId, fromMs, { hz: 25 + i, ...options });
      await this.handIn(captureId, pointId, packed);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#client.end();
    rmSync(this.#folder, { recursive: true });
  }
}
