import type { AlarmLimit } from '#schemas/alarms/alarm-limit';
import { type Trends, TrendsQuery } from '#schemas/http/trends';
import type { ProcessValue } from '#schemas/plant/process-value';
import { CONDITIONS } from '#schemas/readings/finding';
import { Random } from '#signal/synth/random';
import type { FakeHub } from './fake-hub.ts';
import { fakePointId } from './fake-plant.ts';

const DAY_MS = 86_400_000;
/** Read in steps of an hour at least, as a hub does of a month. */
const STEP_MS = 3_600_000;

export const FAKE_VALUE: ProcessValue = {
  valueId: 'pv_01HZX3T7Q00000000000000001',
  ...{ nodeId: null, name: 'Oil temperature', unit: '°C', address: 'line/oil', createdMs: 0 },
  ...{ source: 'mqtt', latest: null },
};

/** A hub that answers for trends: point 0 rises towards zone C, the others stay; all have a gap of a day. */
export class FakeTrends {
  readonly asked: { points: readonly string[]; from: number; to: number }[] = [];
  /** Nothing was recorded. */
  isEmpty = false;
  /** Point 0 is shown as rising. */
  isRising = true;
  /** Of alarm rules. */
  limits: AlarmLimit[] = [
    {
      ...{ sourceId: FAKE_VALUE.valueId, figure: 'value', side: 'above', value: 58, unit: '°C' },
      ...{ ruleId: 'ar_01HZX3T7Q00000000000000001', ruleName: 'Oil hot' },
    },
  ];

  join(hub: FakeHub): void {
    hub.resources.set('trends', async (_, url) => {
      const query = TrendsQuery.parse(Object.fromEntries(url.searchParams));
      this.asked.push(query);
      return Response.json(this.#answer(query));
    });
    hub.resources.set('process-values', async (_, url) => this.#values(url));
    hub.resources.set('alarm-limits', async (_, url) =>
      Response.json({
        limits: this.limits.filter(({ sourceId }) =>
          url.searchParams.get('sources')?.includes(sourceId),
        ),
      }),
    );
    hub.resources.set('alarms', async () =>
      Response.json({ items: [], nextCursor: null, total: 0 }),
    );
  }

  /** One value: the oil gets warmer. */
  #values(url: URL): Response {
    if (!url.pathname.endsWith('/trend')) {
      return Response.json({ items: [FAKE_VALUE], nextCursor: null, total: 1 });
    }
    const from = Number(url.searchParams.get('from'));
    const to = Number(url.searchParams.get('to'));
    const atMs = Array.from({ length: 50 }, (_, i) => Math.round(from + ((to - from) * i) / 50));
    const mean = atMs.map((_, i) => 40 + i / 5);
    return Response.json({ resolution: '1day', atMs, mean, min: mean, max: mean });
  }

  #answer({ points, figures, from, to, maxBuckets }: TrendsQuery): Trends {
    const stepMs = Math.max(STEP_MS, Math.ceil((to - from) / maxBuckets / STEP_MS) * STEP_MS);
    const startMs = Math.floor(from / stepMs) * stepMs;
    const count = this.isEmpty ? 0 : Math.floor((to - startMs) / stepMs) + 1;
    const gap = Math.floor(count * 0.4);
    const steps = Array.from({ length: count }, (_, i) => i).filter(
      (i) => i < gap || i > gap + DAY_MS / stepMs,
    );
    return {
      ...{ resolution: '10min', startMs, stepMs, unknown: [], areChangesLeftOut: false },
      points: points.map((pointId, p) => {
        const random = new Random(p + 1);
        const isRising = this.isRising && pointId === fakePointId(0);
        const velocity = steps.map(
          (i) => 1.5 + (isRising ? i / count : 0) + 0.06 * random.gaussian(),
        );
        return {
          ...{ pointId, steps, condition: steps.map(() => CONDITIONS.indexOf('good')) },
          lines: figures.map((figure) => ({
            figure,
            mean: figure === 'speed' ? steps.map((i) => 1480 + (i % 7)) : velocity,
            max: figure === 'speed' ? null : velocity.map((value) => value * 1.12),
          })),
        };
      }),
      changes: points.slice(0, 1).map((pointId) => ({
        ...{ pointId, atMs: Math.round(from + (to - from) * 0.7), from: 'good', to: 'advisory' },
      })),
    };
  }
}
