import { refused } from '#schemas/errors/refused';
import type { SessionId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';

/** The session of somebody who signed in. Throws `forbidden` for an API key, which must not change how its owner signs in. */
export function requireSession(principal: Principal): SessionId {
  if (principal.sessionId !== null) return principal.sessionId;
  throw refused('key_not_enough');
}
