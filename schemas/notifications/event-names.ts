/** How urgent it is that somebody knows, the most urgent first: what is more urgent leaves first and waits shortest. */
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Ways to one person. */
export const PERSONAL_CHANNELS = ['in_app', 'email', 'push', 'slack'] as const;
export type PersonalChannel = (typeof PERSONAL_CHANNELS)[number];

/** Everything that people are told of, by name alone: every screen knows these; what they mean comes with those that need it. */
export const NOTIFICATION_EVENT_NAMES = [
  'alarm.raised',
  'alarm.escalated',
  'alarm.returned',
  'job.succeeded',
  'job.failed',
  'training.succeeded',
  'training.failed',
  'training.milestone',
  'agent.lost',
  'agent.back',
  'system.critical',
  'system.warning',
  'system.cleared',
  'channel.failed',
  'webhook.disabled',
  'test',
  'digest',
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENT_NAMES)[number];

/** 0 for the most urgent. */
export function rankOf(priority: Priority): number {
  return PRIORITIES.indexOf(priority);
}
