import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type NotificationEvent, type Priority, rankOf } from '#schemas/notifications/event-names';
import type { SiteWay } from '../teller.ts';
import { isResolving } from './resolving.ts';
import { isSlackApp } from './slack/slack-rules.ts';

interface Named {
  readonly channel: 'slack_room' | 'teams' | 'pagerduty' | 'opsgenie' | 'mqtt' | 'syslog';
  readonly prefix: 'slack' | 'teams' | 'pagerduty' | 'opsgenie' | 'mqtt' | 'syslog';
  readonly gathers: boolean;
  /** Whoever keeps incidents is also told when one is over, however little that matters by itself. */
  readonly keepsIncidents?: true;
}

const NAMED: readonly Named[] = [
  { channel: 'slack_room', prefix: 'slack', gathers: true },
  { channel: 'teams', prefix: 'teams', gathers: true },
  { channel: 'pagerduty', prefix: 'pagerduty', gathers: false, keepsIncidents: true },
  { channel: 'opsgenie', prefix: 'opsgenie', gathers: false, keepsIncidents: true },
  { channel: 'mqtt', prefix: 'mqtt', gathers: false },
  { channel: 'syslog', prefix: 'syslog', gathers: false },
];

/** The site’s ways that want to know of this, webhooks apart. */
export function siteWaysOf(
  settings: ChannelSettings,
  event: NotificationEvent,
  priority: Priority,
): SiteWay[] {
  return NAMED.filter(({ prefix, keepsIncidents }) => {
    if (!settings[`${prefix}Enabled`] || !settings[`${prefix}Events`].includes(event)) return false;
    // In Slack the end of a matter stands in the thread of its beginning, as far as there is one.
    const hasThreads = prefix === 'slack' && isSlackApp(settings);
    const isOver = (keepsIncidents === true || hasThreads) && isResolving({ event });
    return isOver || rankOf(priority) <= rankOf(settings[`${prefix}Least`]);
  }).map(({ channel, gathers }) => ({ channel, targetId: null, gathers }));
}
