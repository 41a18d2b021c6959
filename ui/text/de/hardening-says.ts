import type { Saying } from '#schemas/http/saying';
import { foreign } from '../foreign.ts';
import { hardeningReasons } from './refusals/hardening-reasons.ts';
import { sayReason } from './refusals/say-reason.ts';

/** What the security check found, or what to do about it, in German. */
export function hardeningSays({ says, reason }: Saying): string {
  return sayReason(reason, hardeningReasons) ?? foreign(says);
}
