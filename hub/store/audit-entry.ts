import type { AuditEventName } from '#schemas/audit/events';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from './actor.ts';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** One entry for the audit trail, recorded in the transaction of the change that it tells of. */
export interface AuditEntry {
  readonly event: AuditEventName;
  readonly actor: Actor;
  /** Of the type that the event's row names. */
  readonly resourceId?: string | null;
  /** Whether it was done, or tried and not permitted, or tried and failed. Default: done. */
  readonly outcome?: 'done' | 'refused' | 'failed';
  /** What changed, `{ before, after }` where there is both. Secrets are masked; names and addresses of people do not belong here. */
  readonly details?: Readonly<Record<string, Json>>;
  /** Whom it happened to, with what is personal about it: erased with that person. */
  readonly subject?: {
    readonly userId: UserId | null;
    readonly personal: Readonly<Record<string, Json>>;
  };
}

// The address of a webhook of Slack or Teams is all that one needs to write there.
const SECRET =
  /pass(word|phrase)|secret|token|private|hash|backup.?code|^code$|authorization|cookie|webhook.?url|^(pagerduty|opsgenie)key$/i;

/** The value with everything masked that stands under a name of a secret, at any depth. */
export function masked(value: Json): Json {
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET.test(name) && inner !== null && typeof inner !== 'boolean' ? '•••' : masked(inner),
    ]),
  );
}
