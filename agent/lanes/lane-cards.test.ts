import { expect, test } from 'bun:test';
import { GpuReport, type GpuState } from '#schemas/broker/gpu';
import { KnownCards } from './lane-cards.ts';

function said(states: Record<string, 'ok' | 'lost'>, trouble: string | null = null): GpuState {
  const nothing = {
    ...{ memoryTotalMb: null, memoryUsedMb: null, utilisation: null, temperatureC: null },
    ...{ powerW: null, powerLimitW: null, clockMhz: null, memoryClockMhz: null },
    ...{ throttle: null, detail: null },
  };
  const gpus = Object.entries(states).map(([uuid, state], index) =>
    GpuReport.parse({ uuid, index, state, name: 'card', busId: 'b', driver: '550', ...nothing }),
  );
  return { gpus, trouble };
}
const of = (cards: KnownCards) => [cards.now.all, [...cards.now.resting]];

test('cards in maintenance and lost ones rest', () => {
  const cards = new KnownCards(['GPU-a']);
  cards.heard(said({ 'GPU-a': 'ok', 'GPU-b': 'lost', 'GPU-c': 'ok' }));
  cards.maintained(['GPU-c']);
  expect(of(cards)).toEqual([
    ['GPU-a', 'GPU-b', 'GPU-c'],
    ['GPU-c', 'GPU-b'],
  ]);
  cards.maintained([]);
  cards.heard(said({ 'GPU-a': 'ok', 'GPU-b': 'ok', 'GPU-c': 'ok' }));
  expect(of(cards)[1]).toEqual([]);
});

test('a card of which the tool has not told yet is there all the same', () => {
  const cards = new KnownCards(['GPU-a', 'GPU-b']);
  cards.heard(said({ 'GPU-b': 'ok' }));
  expect(of(cards)).toEqual([['GPU-a', 'GPU-b'], []]);
});

test('a tool in trouble takes no card away', () => {
  const cards = new KnownCards(['GPU-a', 'GPU-b']);
  cards.heard(said({}));
  cards.heard(said({ 'GPU-a': 'lost', 'GPU-b': 'lost' }));
  cards.heard(said({ 'GPU-a': 'lost', 'GPU-b': 'ok' }, 'nvidia-smi does not answer.'));
  expect(of(cards)).toEqual([['GPU-a', 'GPU-b'], []]);
});
