import { type Language, wordsIn } from '#schemas/notifications/words';
import type { Notification } from '../notification.ts';

/** A notification as programs get it by webhook and MQTT; title and body are in `language`, `link` is a whole address. */
export function programMessage(
  one: Notification,
  deliveryId: string,
  { language, addressOf }: { language: Language; addressOf: (path: string) => string },
): object {
  return {
    deliveryId,
    notificationId: one.notificationId,
    event: one.event,
    priority: one.priority,
    language,
    title: wordsIn(one.title, language),
    body: wordsIn(one.body, language),
    link: one.link === null ? null : addressOf(one.link),
    nodeId: one.nodeId,
    about: one.about,
    atMs: one.atMs,
    data: one.data,
  };
}
