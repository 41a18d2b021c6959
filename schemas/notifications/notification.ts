import { z } from 'zod';
import { Saying } from '#schemas/http/saying';
import { NotificationId } from '#schemas/ids/ids';
import {
  NOTIFICATION_EVENT_NAMES,
  PERSONAL_CHANNELS,
  PRIORITIES,
} from '#schemas/notifications/event-names';
import { Words } from '#schemas/notifications/words';
import { TimeMs } from '#schemas/units/units';

/** A notification in a person’s feed. */
export const FeedItem = z.strictObject({
  notificationId: NotificationId,
  event: z.enum(NOTIFICATION_EVENT_NAMES),
  priority: z.enum(PRIORITIES),
  title: Words,
  body: Words,
  /** A path of this hub. */
  link: z.string().nullable(),
  nodeId: z.string().nullable(),
  /** What it is about, such as an alarm’s id. */
  about: z.string().nullable(),
  atMs: TimeMs,
  readMs: TimeMs.nullable(),
  /** When the person acknowledged what it is about. */
  acknowledgedMs: TimeMs.nullable(),
  /** Ways by which the person should have been told, and was not. */
  failures: z.array(Saying.extend({ channel: z.enum(PERSONAL_CHANNELS) })),
});
export type FeedItem = z.infer<typeof FeedItem>;

/** What an open screen of a person is told: how many are unread, and the new one if there is one. */
export const FeedNews = z.strictObject({
  unread: z.number().int().nonnegative(),
  /** Critical ones that the person has neither read nor acknowledged. */
  critical: z.number().int().nonnegative(),
  item: FeedItem.nullable(),
});
export type FeedNews = z.infer<typeof FeedNews>;
