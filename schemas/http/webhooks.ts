import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import type { RouteRow } from '#schemas/http/route-row';
import { Saying, Tried } from '#schemas/http/saying';
import { WebhookId } from '#schemas/ids/ids';
import { NOTIFICATION_EVENT_NAMES, PRIORITIES } from '#schemas/notifications/event-names';
import { ChannelLanguage } from '#schemas/notifications/words';
import { TimeMs } from '#schemas/units/units';

const Name = z.string().trim().min(1).max(60).regex(PLAIN_NAME, NO_PLAIN_NAME);
const Url = z.url({ protocol: /^https?$/ }).max(600);

/** What an administrator says of a webhook. */
export const WebhookValues = z.strictObject({
  name: Name,
  url: Url,
  events: z.array(z.enum(NOTIFICATION_EVENT_NAMES)).min(1, 'Choose at least one.').max(50),
  least: z.enum(PRIORITIES).default('low'),
  /** Of title and body. */
  language: ChannelLanguage.default('site'),
  isEnabled: z.boolean().default(true),
});
export type WebhookValues = z.infer<typeof WebhookValues>;

/** An address that is told of events. Its secret is shown once, when it is made. */
export const Webhook = z.strictObject({
  webhookId: WebhookId,
  ...WebhookValues.shape,
  /** Goes up with each change. */
  revision: z.number().int().nonnegative(),
  /** Tries in a row that failed. */
  failures: z.number().int().nonnegative(),
  /** When and why Tremolo itself switched it off; null: it did not. */
  disabled: Saying.extend({ atMs: TimeMs }).nullable(),
  lastSentMs: TimeMs.nullable(),
  createdMs: TimeMs,
});
export type Webhook = z.infer<typeof Webhook>;

export const MadeWebhook = z.strictObject({ secret: z.string(), webhook: Webhook });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

const Params = z.object({ webhookId: WebhookId });

export const WEBHOOK_ROUTES = {
  webhooks: {
    method: 'GET',
    path: '/api/v1/webhooks',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Addresses that are told of events by HTTP.',
    answer: z.strictObject({ webhooks: z.array(Webhook) }),
  },
  makeWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Makes a webhook; the secret that signs its requests is shown this once.',
    body: WebhookValues,
    status: 201,
    answer: MadeWebhook,
    errors: ['conflict'],
  },
  changeWebhook: {
    method: 'PUT',
    path: '/api/v1/webhooks/:webhookId',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Changes a webhook; switched on again, it starts afresh.',
    params: Params,
    body: z.strictObject({ ...WebhookValues.shape, revision: z.number().int().nonnegative() }),
    answer: Webhook,
    errors: ['not_found', 'conflict'],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/api/v1/webhooks/:webhookId',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Deletes a webhook; what waits for it is not sent.',
    params: Params,
    errors: ['not_found'],
  },
  renewWebhookSecret: {
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/secret',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Gives a webhook a new secret, shown this once; the old one signs nothing more.',
    params: Params,
    answer: MadeWebhook,
    errors: ['not_found'],
  },
  testWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks/:webhookId/test',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Sends a test to a webhook now and says what it answered.',
    params: Params,
    answer: Tried,
    errors: ['not_found'],
    limit: 'work',
  },
} as const satisfies Record<string, RouteRow>;
