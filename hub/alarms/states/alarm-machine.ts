/**
 * The states of one alarm (ISA-18.2, clause 5.3.2): two bits, active and acknowledged, and the latch. `none`: there is no open alarm.
 * Latched: the cause is over, and the indication is kept until a person resets it.
 */
export const PHASES = [
  'none',
  'unacknowledged',
  'acknowledged',
  'returned_unacknowledged',
  'latched_unacknowledged',
  'latched_acknowledged',
] as const;
export type Phase = (typeof PHASES)[number];

export const PHASE_EVENTS = ['raise', 'return', 'acknowledge', 'reset'] as const;
export type PhaseEvent = (typeof PHASE_EVENTS)[number];

export interface PhaseStep {
  readonly to: Phase;
  /** What people are told of it. */
  readonly says: 'raised' | 'returned' | 'acknowledged' | 'reset' | 'changed';
}

type Table = Readonly<Record<Phase, Readonly<Partial<Record<PhaseEvent, PhaseStep>>>>>;

/** What is not in the table changes nothing: a raise of what stands, an acknowledgement of what is acknowledged. */
const TABLE: Table = {
  none: { raise: { to: 'unacknowledged', says: 'raised' } },
  unacknowledged: {
    return: { to: 'returned_unacknowledged', says: 'returned' },
    acknowledge: { to: 'acknowledged', says: 'acknowledged' },
  },
  acknowledged: { return: { to: 'none', says: 'returned' } },
  returned_unacknowledged: {
    // It came back before anybody looked: people are told again.
    raise: { to: 'unacknowledged', says: 'raised' },
    acknowledge: { to: 'none', says: 'acknowledged' },
  },
  latched_unacknowledged: {
    // To people it was there all the time.
    raise: { to: 'unacknowledged', says: 'changed' },
    acknowledge: { to: 'latched_acknowledged', says: 'acknowledged' },
    reset: { to: 'returned_unacknowledged', says: 'reset' },
  },
  latched_acknowledged: {
    raise: { to: 'unacknowledged', says: 'raised' },
    reset: { to: 'none', says: 'reset' },
  },
};

const LATCHING: Table = {
  ...TABLE,
  unacknowledged: {
    ...TABLE.unacknowledged,
    return: { to: 'latched_unacknowledged', says: 'returned' },
  },
  acknowledged: { return: { to: 'latched_acknowledged', says: 'returned' } },
};

/** What the event does in this phase; null: nothing. */
export function phaseStep(phase: Phase, event: PhaseEvent, isLatching: boolean): PhaseStep | null {
  return (isLatching ? LATCHING : TABLE)[phase][event] ?? null;
}

export interface Bits {
  readonly isActive: boolean;
  readonly isAcknowledged: boolean;
  readonly isLatched: boolean;
}

/** The bits of an open alarm in this phase. */
export function bitsOf(phase: Exclude<Phase, 'none'>): Bits {
  return {
    isActive: phase !== 'returned_unacknowledged',
    isAcknowledged: phase === 'acknowledged' || phase === 'latched_acknowledged',
    isLatched: phase === 'latched_unacknowledged' || phase === 'latched_acknowledged',
  };
}

/** The phase of an open alarm by its bits. */
export function phaseOf({ isActive, isAcknowledged, isLatched }: Bits): Exclude<Phase, 'none'> {
  if (isLatched) return isAcknowledged ? 'latched_acknowledged' : 'latched_unacknowledged';
  if (!isActive) return 'returned_unacknowledged';
  return isAcknowledged ? 'acknowledged' : 'unacknowledged';
}
