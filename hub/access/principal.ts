import type { Permission } from '#schemas/access/permissions';
import type { Duty } from '#schemas/http/session';
import type { SessionId, UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';

/** Who makes a request, and what they may do at this moment. */
export interface Principal {
  readonly userId: UserId;
  readonly name: string;
  /** The session, for a browser or a bearer token; null for an API key. */
  readonly sessionId: SessionId | null;
  readonly keyId: string | null;
  readonly permissions: ReadonlySet<Permission>;
  /** What they may within areas of the plant, by the name of the area: only for oneself, never by an API key. */
  readonly inAreas: ReadonlyMap<string, ReadonlySet<Permission>>;
  readonly duty: Duty | null;
  /** The account may not work any more: all that is left is to sign out. */
  readonly isLeaving: boolean;
  /** By what the request proved itself: only what a browser sends by itself can be forged by another site. */
  readonly by: 'cookie' | 'bearer' | 'key';
  /** The same person as the audit trail names it. */
  readonly actor: Actor;
}

/** What a request brings besides its proof. */
export interface RequestTrace {
  readonly correlationId: string;
  readonly address: string;
  readonly userAgent: string | null;
}
