import type { NotificationEvent } from '#schemas/notifications/event-names';
import type { Notification } from '../notification.ts';

/** What ends an incident that another event of the same matter opened. */
const RESOLVES: readonly NotificationEvent[] = ['alarm.returned', 'agent.back', 'system.cleared'];

/** Whether the notification says that something is over. */
export function isResolving({ event }: Pick<Notification, 'event'>): boolean {
  return RESOLVES.includes(event);
}

/** By which an incident is known at whoever keeps them: what it is about, so that what opens it and what ends it meet. */
export function incidentKey({ about, notificationId }: Notification): string {
  return `tremolo:${about ?? notificationId}`.slice(0, 255);
}
