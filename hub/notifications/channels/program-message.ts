import { wordsIn } from '#schemas/notifications/words';
import type { Notification } from '../notification.ts';

/** A notification as programs get it by webhook and MQTT, in English; `link` is a whole address. */
export function programMessage(
  one: Notification,
  deliveryId: string,
  addressOf: (path: string) => string,
): object {
  return {
    deliveryId,
    notificationId: one.notificationId,
    event: one.event,
    priority: one.priority,
    title: wordsIn(one.title, 'en'),
    body: wordsIn(one.body, 'en'),
    link: one.link === null ? null : addressOf(one.link),
    nodeId: one.nodeId,
    about: one.about,
    atMs: one.atMs,
    data: one.data,
  };
}
