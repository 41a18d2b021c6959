import type { SessionId, UserId } from '#schemas/ids/ids';

/** Who does something, as the audit trail will name it. Doors make it of each request. */
export interface Actor {
  readonly userId: UserId | null;
  readonly role: string | null;
  readonly sessionId: SessionId | null;
  readonly keyId: string | null;
  /** Who really acts, while one person sees Tremolo as another. */
  readonly impersonatorId: UserId | null;
  readonly correlationId: string | null;
  /** Personal, and erased with the person: never hashed itself. */
  readonly name: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
}

const NOBODY: Actor = {
  userId: null,
  role: null,
  sessionId: null,
  keyId: null,
  impersonatorId: null,
  correlationId: null,
  name: null,
  address: null,
  userAgent: null,
};

/** Tremolo itself: clocks, retention, expiry. */
export const SYSTEM_ACTOR: Actor = { ...NOBODY, role: 'system' };

/** Whoever sits at the server's console: has the disk, and needs no account. */
export const CONSOLE_ACTOR: Actor = { ...NOBODY, role: 'console', address: 'console' };

/** Somebody who has not signed in, from this address. */
export function strangerAt(
  address: string,
  userAgent: string | null,
  correlationId: string | null,
): Actor {
  return { ...NOBODY, address, userAgent, correlationId };
}

/** An agent that came with its own credential; which one stands in the entry as what it is about. */
export function agentAt(
  address: string,
  userAgent: string | null,
  correlationId: string | null,
): Actor {
  return { ...strangerAt(address, userAgent, correlationId), role: 'agent' };
}
