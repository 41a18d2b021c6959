import { describe, expect, test } from 'bun:test';
import { type Paced, Pacer } from './pacer.ts';

/** Ends after `turns` steps; each is due at once. */
function countdown(turns: number, onStep: () => void = () => undefined): Paced & { steps: number } {
  return {
    steps: 0,
    get dueMs() {
      return 0;
    },
    get ended() {
      return this.steps >= turns;
    },
    step() {
      this.steps++;
      onStep();
    },
  };
}

describe('Pacer', () => {
  test('steps every stream until all have ended', async () => {
    const streams = [countdown(3), countdown(5)];
    await new Pacer(streams, () => 1).run();
    expect(streams.map(({ steps }) => steps)).toEqual([3, 5]);
  });

  test('leaves a stream alone that is not due', async () => {
    const never: Paced = {
      dueMs: 1e6,
      ended: false,
      step: () => {
        throw new Error('stepped before its time');
      },
    };
    const pacer = new Pacer(
      [never, countdown(2, () => undefined), countdown(1, () => pacer.stop())],
      () => 1,
    );
    await pacer.run();
  });

  test('with too little time for all gives each its turn', async () => {
    let nowMs = 1;
    const slow = () => {
      nowMs += 50;
    };
    const streams = [countdown(4, slow), countdown(4, slow), countdown(4, slow)];
    const order: number[] = [];
    streams.forEach((stream, n) => {
      const step = stream.step.bind(stream);
      stream.step = (at) => {
        order.push(n);
        step(at);
      };
    });
    await new Pacer(streams, () => nowMs).run();
    expect(order.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test('rejects with what a stream throws', async () => {
    const broken = countdown(2, () => {
      throw new Error('the recording broke');
    });
    await expect(new Pacer([broken], () => 1).run()).rejects.toThrow('the recording broke');
  });
});
