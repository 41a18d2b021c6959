import { expect, test } from 'bun:test';
import {
  bitsOf,
  PHASE_EVENTS,
  PHASES,
  type Phase,
  type PhaseEvent,
  phaseOf,
  phaseStep,
} from './alarm-machine.ts';

type Rows = Record<Phase, Record<PhaseEvent, Phase | null>>;

/** Every phase with every event; null: nothing happens. As ISA-18.2 draws it, written down apart from the code. */
const PLAIN: Rows = {
  none: { raise: 'unacknowledged', return: null, acknowledge: null, reset: null },
  unacknowledged: {
    raise: null,
    return: 'returned_unacknowledged',
    acknowledge: 'acknowledged',
    reset: null,
  },
  acknowledged: { raise: null, return: 'none', acknowledge: null, reset: null },
  returned_unacknowledged: {
    raise: 'unacknowledged',
    return: null,
    acknowledge: 'none',
    reset: null,
  },
  latched_unacknowledged: {
    raise: 'unacknowledged',
    return: null,
    acknowledge: 'latched_acknowledged',
    reset: 'returned_unacknowledged',
  },
  latched_acknowledged: { raise: 'unacknowledged', return: null, acknowledge: null, reset: 'none' },
};

const LATCHING: Rows = {
  ...PLAIN,
  unacknowledged: { ...PLAIN.unacknowledged, return: 'latched_unacknowledged' },
  acknowledged: { ...PLAIN.acknowledged, return: 'latched_acknowledged' },
};

for (const [isLatching, table] of [
  [false, PLAIN],
  [true, LATCHING],
] as const) {
  for (const phase of PHASES) {
    for (const event of PHASE_EVENTS) {
      const to = table[phase][event];
      test(`${isLatching ? 'latching' : 'plain'}: ${phase} and ${event}: ${to ?? 'nothing'}`, () => {
        expect(phaseStep(phase, event, isLatching)?.to ?? null).toBe(to);
      });
    }
  }
}

test('each phase has bits of its own, and the bits name the phase', () => {
  const open = PHASES.filter((phase) => phase !== 'none');
  for (const phase of open) expect(phaseOf(bitsOf(phase))).toBe(phase);
  expect(new Set(open.map((phase) => JSON.stringify(bitsOf(phase)))).size).toBe(open.length);
});

test('an alarm that was shown leaves only by an acknowledgement or a reset', () => {
  for (const isLatching of [false, true]) {
    for (const phase of PHASES) {
      for (const event of PHASE_EVENTS) {
        if (phase === 'none' || phaseStep(phase, event, isLatching)?.to !== 'none') continue;
        const { isAcknowledged } = bitsOf(phase);
        expect(isAcknowledged || event === 'acknowledge').toBe(true);
      }
    }
  }
});
