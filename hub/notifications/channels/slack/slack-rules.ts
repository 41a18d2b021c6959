import type { ChannelSettings } from '#schemas/config/channel-settings';
import type { NotificationEvent } from '#schemas/notifications/event-names';
import type { Language } from '#schemas/notifications/words';
import type { Egress } from '../../egress/egress.ts';
import type { Notification } from '../../notification.ts';

export interface SlackDeps {
  readonly egress: Egress;
  readonly settings: () => ChannelSettings;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
  readonly siteName: () => string;
}

/** What has failed for good; with it, as with what is critical, somebody is called. */
const FAILURES: readonly NotificationEvent[] = ['job.failed', 'training.failed'];

/** Whether the room is written to by an app: it can do more than a webhook. */
export function isSlackApp({
  slackToken,
  slackRoom,
}: Pick<ChannelSettings, 'slackToken' | 'slackRoom'>): boolean {
  return slackToken !== null && slackRoom !== '';
}

/** Whether it is to be seen by the whole channel, with a mention. */
export function isForEverybody({
  priority,
  event,
}: Pick<Notification, 'priority' | 'event'>): boolean {
  return priority === 'critical' || FAILURES.includes(event);
}
