import type { NotificationId } from '#schemas/ids/ids';
import {
  type NotificationEvent,
  PRIORITIES,
  type Priority,
} from '#schemas/notifications/event-names';
import type { Words } from '#schemas/notifications/words';
import type { Json } from '../store/audit-entry.ts';
import type { Row } from '../store/statement.ts';

/** Something that people were told of, as it is kept. */
export interface Notification {
  readonly notificationId: NotificationId;
  readonly event: NotificationEvent;
  readonly priority: Priority;
  readonly title: Words;
  readonly body: Words;
  readonly link: string | null;
  readonly nodeId: string | null;
  readonly about: string | null;
  readonly data: Readonly<Record<string, Json>>;
  readonly atMs: number;
}

/** Columns of `notifications` under the alias `n`. */
export const NOTIFICATION_COLUMNS =
  'n.notification_id, n.event, n.rank, n.title, n.body, n.link, n.node_id, n.about, n.data, n.at_ms';

export function notificationOf(row: Row): Notification {
  return {
    notificationId: row.notification_id as NotificationId,
    event: row.event as NotificationEvent,
    priority: PRIORITIES[Number(row.rank)],
    title: JSON.parse(String(row.title)),
    body: JSON.parse(String(row.body)),
    link: row.link as string | null,
    nodeId: row.node_id as string | null,
    about: row.about as string | null,
    data: JSON.parse(String(row.data)),
    atMs: Number(row.at_ms),
  };
}
