import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import { ADA, AlarmBox, pointOn, ruleOf } from './alarms-for-tests.ts';

const DELAY_MS = 3_000;

/** What may happen, in any order. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('hear' as const), isBad: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('pass' as const),
      ms: fc.integer({ min: 100, max: 4_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'acknowledge' as const,
        'shelve' as const,
        'restart' as const,
        'settle' as const,
        'step clock' as const,
      ),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

/** The rule written down a second time, as a person would check it: bad for so long without a good one, or good for so long. */
class Expected {
  isActive = false;
  isOpen = false;
  isAcknowledged = false;
  isShelved = false;
  /** Raised on the shelf: nobody was shown it, and nobody has to acknowledge it. */
  isHidden = false;
  raises = 0;
  #turningMs: number | null = null;
  #isBad: boolean | null = null;

  hear(isBad: boolean, nowMs: number): void {
    this.#isBad = isBad;
    if (isBad === this.isActive) this.#turningMs = null;
    else this.#turningMs ??= nowMs;
  }

  pass(nowMs: number): void {
    if (this.#turningMs === null || nowMs - this.#turningMs < DELAY_MS) return;
    this.#turningMs = null;
    this.isActive = this.#isBad === true;
    if (this.isActive) {
      if (!this.isShelved) this.raises++;
      if (!this.isOpen) this.isHidden = this.isShelved;
      this.isOpen = true;
      this.isAcknowledged = false;
    } else if (this.isAcknowledged || this.isHidden) this.isOpen = false;
  }

  acknowledge(): void {
    if (!this.isOpen) return;
    this.isAcknowledged = true;
    if (!this.isActive) this.isOpen = false;
  }

  /** Delays begin anew; what was stored stands. */
  restart(): void {
    this.#turningMs = null;
    this.#isBad = null;
  }
}

async function run(events: readonly Happening[]): Promise<void> {
  const box = new AlarmBox();
  const point = pointOn('Pump 1');
  box.points.push(point);
  box.rules = [ruleOf({ onDelaySeconds: DELAY_MS / 1_000, offDelaySeconds: DELAY_MS / 1_000 })];
  await box.start();
  const expected = new Expected();
  const one = () => box.open()[0];
  let atMs = box.nowMs;
  try {
    for (const event of events) {
      if (event.what === 'hear') {
        // By the sensor’s own time, which no step of the hub’s clock moves.
        box.nowMs = Math.max(box.nowMs, atMs);
        box.hear(point, { velocityMmS: event.isBad ? 9 : 1 });
        expected.hear(event.isBad, box.monotonicMs);
      } else if (event.what === 'pass') {
        box.pass(event.ms);
        expected.pass(box.monotonicMs);
      } else if (event.what === 'step clock') box.nowMs += 7_200_000;
      else if (event.what === 'settle') await box.settled();
      else await act(event.what, box, expected);
      atMs = Math.max(atMs, box.nowMs);
    }
    await box.settled();
    // No alarm is lost, and none is shown that is not: whatever the order was.
    expect(box.open().length).toBe(Number(expected.isOpen));
    expect(one()?.isActive ?? false).toBe(expected.isActive);
    if (expected.isOpen) expect(one()?.isAcknowledged).toBe(expected.isAcknowledged);
    const raised = box.news.filter(({ what }) => what === 'raised');
    expect(raised.length).toBe(expected.raises);
    const stored = await box.store.read('SELECT alarm_id FROM alarms WHERE closed_ms IS NULL');
    expect(stored.map(({ alarm_id }) => alarm_id)).toEqual(
      box.open().map((alarm) => alarm.alarmId),
    );
  } finally {
    await box.stop();
  }
}

async function act(
  what: 'acknowledge' | 'shelve' | 'restart',
  box: AlarmBox,
  expected: Expected,
): Promise<void> {
  await box.settled();
  const alarm = box.open()[0];
  if (what === 'restart') {
    await box.startAlarms();
    expected.restart();
  } else if (alarm === undefined) return;
  else if (what === 'shelve') {
    await box.acts.shelve(alarm.alarmId, 60, 'Known', ADA);
    expected.isShelved = true;
  } else {
    const done = await box.acts.acknowledge(alarm.alarmId, undefined, ADA).catch((error) => error);
    // Twice is a conflict, and no more than that.
    if (done instanceof Error) expect((done as TremoloError).code).toBe('conflict');
    expected.acknowledge();
  }
}

test('no order of readings, time, restarts, people and clock steps loses an alarm or shows one that is not', async () => {
  await fc.assert(fc.asyncProperty(fc.array(happening, { maxLength: 30 }), run), { numRuns: 40 });
}, 60_000);
