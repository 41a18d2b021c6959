import type { DeliveryId, NotificationId, UserId } from '#schemas/ids/ids';
import type { Channel as ChannelName } from '#schemas/notifications/events';
import type { Row } from '../../store/statement.ts';

export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped' | 'digest';

/** One notification on its way to one receiver. */
export interface Delivery {
  readonly deliveryId: DeliveryId;
  readonly notificationId: NotificationId;
  readonly channel: ChannelName;
  /** What is sent one after the other. */
  readonly lane: string;
  readonly userId: UserId | null;
  readonly targetId: string | null;
  readonly state: DeliveryState;
  readonly rank: number;
  readonly tries: number;
  readonly nextMs: number;
  readonly batchId: string | null;
}

export function deliveryOf(row: Row): Delivery {
  return {
    deliveryId: row.delivery_id as DeliveryId,
    notificationId: row.notification_id as NotificationId,
    channel: row.channel as ChannelName,
    lane: String(row.lane),
    userId: row.user_id as UserId | null,
    targetId: row.target_id as string | null,
    state: row.state as DeliveryState,
    rank: Number(row.rank),
    tries: Number(row.tries),
    nextMs: Number(row.next_ms),
    batchId: row.batch_id as string | null,
  };
}

/** One receiver’s failures must not hold up the others: each webhook and each browser has a lane of its own. */
export function laneOf(channel: ChannelName, targetId: string | null): string {
  return targetId === null ? channel : `${channel}:${targetId}`;
}
