import { expect, test } from 'bun:test';
import { laneDevice } from './lane-devices.ts';

const CARDS = ['GPU-a', 'GPU-b', 'GPU-c'];
const gpusOf = (lanes: number, resting: string[], all = CARDS) =>
  Array.from({ length: lanes }, (_, lane) => {
    const { provider, gpu } = laneDevice(lane, 'cuda', { all, resting: new Set(resting) });
    return gpu ?? provider;
  });

test('lanes go round over the cards', () => {
  expect(gpusOf(5, [])).toEqual(['GPU-a', 'GPU-b', 'GPU-c', 'GPU-a', 'GPU-b']);
});

test('of a card that rests its lanes go to the others, and nobody else moves', () => {
  expect(gpusOf(5, ['GPU-b'])).toEqual(['GPU-a', 'GPU-c', 'GPU-c', 'GPU-a', 'GPU-a']);
});

test('where every card rests the processor takes over', () => {
  expect(gpusOf(2, CARDS)).toEqual(['cpu', 'cpu']);
});

test('cards that nobody has told of, or that the provider does not choose by, are left to the provider', () => {
  expect(gpusOf(2, ['GPU-a'], [])).toEqual(['cuda', 'cuda']);
  for (const provider of ['cpu', 'webgpu'] as const) {
    expect(laneDevice(0, provider, { all: CARDS, resting: new Set(CARDS) })).toEqual({
      provider,
      gpu: null,
    });
  }
});
