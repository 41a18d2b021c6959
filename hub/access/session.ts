import type { SessionId, UserId } from '#schemas/ids/ids';
import type { Row } from '../store/statement.ts';

/** By what a person came in. */
export type SignInMethod = 'password' | 'link' | 'saml' | 'impersonation' | `oidc:${string}`;

/** One sign-in of a person on one device. */
export interface Session {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly how: SignInMethod;
  /** Kept for its whole life, and not ended for idleness. */
  readonly remember: boolean;
  /** An identity provider has asked for a second factor, so that Tremolo asks for none. */
  readonly provenTwice: boolean;
  /** Who really sits there, while one person sees Tremolo as another. */
  readonly impersonatorId: UserId | null;
  /** The session from which that person came, and to which he goes back. */
  readonly returnTo: SessionId | null;
  readonly address: string;
  readonly userAgent: string | null;
  readonly createdMs: number;
  readonly expiresMs: number;
  /** The one field that changes; written to the store now and then. */
  lastSeenMs: number;
}

export function sessionOf(row: Row): Session {
  return {
    sessionId: row.session_id as SessionId,
    userId: row.user_id as UserId,
    how: row.how as SignInMethod,
    remember: row.remember === 1,
    provenTwice: row.proven_twice === 1,
    impersonatorId: row.impersonator_id as UserId | null,
    returnTo: row.return_to as SessionId | null,
    address: String(row.address),
    userAgent: row.user_agent as string | null,
    createdMs: Number(row.created_ms),
    expiresMs: Number(row.expires_ms),
    lastSeenMs: Number(row.last_seen_ms),
  };
}
