import { z } from 'zod';
import { GivenReason } from '#schemas/errors/given-reason';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { Saying, Tried } from '#schemas/http/saying';
import { DeliveryId, NotificationId, PushId, UserId, WebhookId } from '#schemas/ids/ids';
import { NotificationChoices } from '#schemas/notifications/choices';
import {
  NOTIFICATION_EVENT_NAMES,
  PERSONAL_CHANNELS,
  PRIORITIES,
} from '#schemas/notifications/event-names';
import { SITE_CHANNELS } from '#schemas/notifications/events';
import { FeedItem } from '#schemas/notifications/notification';
import { Words } from '#schemas/notifications/words';
import { TimeMs } from '#schemas/units/units';

const Count = z.number().int().nonnegative();
const CHANNELS = [...PERSONAL_CHANNELS, ...SITE_CHANNELS] as const;

export const FeedQuery = PageQuery.pick({ limit: true, cursor: true, q: true }).extend({
  state: z.enum(['all', 'unread']).default('all'),
  group: z.enum(['alarms', 'jobs', 'system']).optional(),
  /** This and what is more urgent. */
  least: z.enum(PRIORITIES).optional(),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

export const Feed = pageOf(FeedItem);
export type Feed = z.infer<typeof Feed>;

/** A browser that takes messages while Tremolo is closed. */
export const PushDevice = z.strictObject({
  pushId: PushId,
  device: z.string(),
  createdMs: TimeMs,
  lastSentMs: TimeMs.nullable(),
});
export type PushDevice = z.infer<typeof PushDevice>;

/** What a person chose, and which ways there are to that person. */
export const OwnNotifications = z.strictObject({
  choices: NotificationChoices,
  /** Why a way cannot be used now; null: it can. */
  ways: z.record(z.enum(PERSONAL_CHANNELS), z.string().nullable()),
  wayReasons: z.partialRecord(z.enum(PERSONAL_CHANNELS), GivenReason).optional(),
  /** What the relay said of the person’s address when it refused letters; they are held back until the person says to try again. */
  refusal: Saying.extend({ atMs: TimeMs }).nullable(),
  /** By which a browser knows this hub (VAPID); null: the site has no push. */
  pushKey: z.string().nullable(),
  devices: z.array(PushDevice),
  /** In which zone times are understood. */
  timezone: z.string(),
});
export type OwnNotifications = z.infer<typeof OwnNotifications>;

export const DeliveryRow = z.strictObject({
  deliveryId: DeliveryId,
  notificationId: NotificationId,
  event: z.enum(NOTIFICATION_EVENT_NAMES),
  title: Words,
  channel: z.enum(CHANNELS),
  /** Whose; null: the site’s. */
  userId: UserId.nullable(),
  userName: z.string().nullable(),
  webhookId: WebhookId.nullable(),
  state: z.enum(['waiting', 'sending', 'sent', 'failed', 'dropped', 'digest']),
  priority: z.enum(PRIORITIES),
  tries: Count,
  createdMs: TimeMs,
  /** When it is tried next; of one that is done, when it was. */
  atMs: TimeMs,
  /** Others that left in the same message have the same. */
  batchId: z.string().nullable(),
  /** What the last try came to. */
  says: z.string().nullable(),
  reason: GivenReason.optional(),
});
export type DeliveryRow = z.infer<typeof DeliveryRow>;

export const DeliveryQuery = PageQuery.pick({ limit: true, cursor: true }).extend({
  channel: z.enum(CHANNELS).optional(),
  state: z.enum(['waiting', 'sending', 'sent', 'failed', 'dropped', 'digest']).optional(),
  webhookId: WebhookId.optional(),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

/** One way out of the hub, and how it fares. Counts are of the last seven days. */
export const ChannelState = z.strictObject({
  channel: z.enum(CHANNELS),
  isOn: z.boolean(),
  /** Why it cannot work although it is on; null: it can. */
  objection: z.string().nullable(),
  objectionReason: GivenReason.optional(),
  waiting: Count,
  sent: Count,
  failed: Count,
  lastSentMs: TimeMs.nullable(),
  /** What the last try came to, if it failed. */
  lastFailure: Saying.extend({ atMs: TimeMs }).nullable(),
});
export type ChannelState = z.infer<typeof ChannelState>;

/** A person whose address the relay refuses. */
export const RefusedAddress = z.strictObject({
  userId: UserId,
  name: z.string(),
  ...Saying.shape,
  atMs: TimeMs,
  letters: Count,
});
export type RefusedAddress = z.infer<typeof RefusedAddress>;

export const NOTIFICATION_ROUTES = {
  notifications: {
    method: 'GET',
    path: '/api/v1/notifications',
    permission: 'notification:own',
    tag: 'account',
    summary: 'What one was told of, newest first.',
    query: FeedQuery,
    answer: Feed,
  },
  unreadNotifications: {
    method: 'GET',
    path: '/api/v1/notifications/unread',
    permission: 'notification:own',
    tag: 'account',
    summary: 'How many of one’s notifications are unread, and how many of these are critical.',
    answer: z.strictObject({ unread: Count, critical: Count }),
  },
  markNotifications: {
    method: 'POST',
    path: '/api/v1/notifications/read',
    permission: 'notification:own',
    tag: 'account',
    summary:
      'Marks notifications of one’s own as read or unread: those named, or all up to a time.',
    body: z
      .strictObject({
        ids: z.array(NotificationId).max(200).optional(),
        throughMs: TimeMs.optional(),
        isRead: z.boolean().default(true),
      })
      .refine(({ ids, throughMs }) => (ids === undefined) !== (throughMs === undefined), {
        message: 'Say which, or up to when.',
      }),
    answer: z.strictObject({ unread: Count, critical: Count }),
  },
  ownNotifications: {
    method: 'GET',
    path: '/api/v1/notifications/choices',
    permission: 'notification:own',
    tag: 'account',
    summary: 'How one wants to be told, and which ways there are.',
    answer: OwnNotifications,
  },
  chooseNotifications: {
    method: 'PUT',
    path: '/api/v1/notifications/choices',
    permission: 'notification:own',
    tag: 'account',
    summary: 'Chooses how one wants to be told.',
    body: NotificationChoices,
    answer: OwnNotifications,
  },
  digestPreview: {
    method: 'GET',
    path: '/api/v1/notifications/digest',
    permission: 'notification:own',
    tag: 'account',
    summary: 'The digest as it would be sent now, and when the next one is due.',
    answer: z.strictObject({
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      nextMs: TimeMs.nullable(),
    }),
    limit: 'work',
  },
  testNotification: {
    method: 'POST',
    path: '/api/v1/notifications/test',
    permission: 'notification:own',
    tag: 'account',
    summary: 'Sends oneself a test by one way now and says what came of it.',
    body: z.strictObject({ channel: z.enum(PERSONAL_CHANNELS) }),
    answer: Tried,
    limit: 'signIn',
  },
  forgiveAddress: {
    method: 'DELETE',
    path: '/api/v1/notifications/refusal',
    permission: 'notification:own',
    tag: 'account',
    summary: 'Has letters sent to one’s address again although the relay refused it.',
  },
  registerPush: {
    method: 'POST',
    path: '/api/v1/notifications/push',
    permission: 'notification:own',
    tag: 'account',
    summary: 'Has this browser take messages while Tremolo is closed.',
    body: z.strictObject({
      endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
      keys: z.strictObject({
        p256dh: z.string().regex(/^[\w-]{80,100}=?$/),
        auth: z.string().regex(/^[\w-]{20,30}={0,2}$/),
      }),
    }),
    status: 201,
    answer: PushDevice,
    errors: ['conflict'],
  },
  removePush: {
    method: 'DELETE',
    path: '/api/v1/notifications/push/:pushId',
    permission: 'notification:own',
    tag: 'account',
    summary: 'Sends no more messages to one of one’s own browsers.',
    params: z.object({ pushId: PushId }),
    errors: ['not_found'],
  },
  channels: {
    method: 'GET',
    path: '/api/v1/channels',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Each way out of the hub and how it fares, and addresses that the relay refuses.',
    answer: z.strictObject({
      channels: z.array(ChannelState),
      refused: z.array(RefusedAddress),
    }),
  },
  testChannel: {
    method: 'POST',
    path: '/api/v1/channels/:channel/test',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Sends a test by one of the site’s ways now and says what came of it.',
    params: z.object({ channel: z.enum(SITE_CHANNELS).exclude(['webhook']) }),
    answer: Tried,
    limit: 'work',
  },
  deliveries: {
    method: 'GET',
    path: '/api/v1/deliveries',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'What left the hub, waits, or failed and why; newest first.',
    query: DeliveryQuery,
    answer: pageOf(DeliveryRow),
  },
  resendDelivery: {
    method: 'POST',
    path: '/api/v1/deliveries/:deliveryId/resend',
    permission: 'notification:configure',
    tag: 'settings',
    summary: 'Sends once more what was sent or failed, as a delivery of its own.',
    params: z.object({ deliveryId: DeliveryId }),
    status: 201,
    answer: DeliveryRow,
    errors: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
