import { z } from 'zod';
import { GivenReason } from '#schemas/errors/given-reason';
import { Email } from '#schemas/http/access';
import { PhoneNumber } from '#schemas/http/factors';
import type { RouteRow } from '#schemas/http/route-row';
import { Tried } from '#schemas/http/saying';
import { TimeMs } from '#schemas/units/units';

/** What waits to be sent, and what was lost. */
export const OutboxState = z.strictObject({
  isConfigured: z.boolean(),
  waiting: z.number().int().nonnegative(),
  sent: z.number().int().nonnegative(),
  /** Given up after the last try. */
  dead: z.number().int().nonnegative(),
  lastSentMs: TimeMs.nullable(),
  /** Why the last try failed; null when it did not. */
  lastError: z.string().nullable(),
  lastErrorReason: GivenReason.optional(),
});
export type OutboxState = z.infer<typeof OutboxState>;

export const MAIL_ROUTES = {
  testMail: {
    method: 'POST',
    path: '/api/v1/settings/mail/test',
    permission: 'setting:edit',
    tag: 'settings',
    summary: 'Sends a test letter now and says what the relay answered.',
    body: z.strictObject({ to: Email }),
    answer: Tried,
    limit: 'signIn',
  },
  testSms: {
    method: 'POST',
    path: '/api/v1/settings/mail/test-sms',
    permission: 'setting:edit',
    tag: 'settings',
    summary: 'Sends a test text message now and says what the gateway answered.',
    body: z.strictObject({ to: PhoneNumber }),
    answer: Tried,
    limit: 'signIn',
  },
  outbox: {
    method: 'GET',
    path: '/api/v1/settings/mail/outbox',
    permission: 'setting:read',
    tag: 'settings',
    summary: 'Letters that wait, were sent, or were given up.',
    answer: OutboxState,
  },
} as const satisfies Record<string, RouteRow>;
