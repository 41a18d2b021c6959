import type { Priority } from '#schemas/notifications/event-names';

/** Words of the bell, of messages that pop up, and of the banner, in English: on every screen. */
export const tellingSigns = {
  bell: (n: number) => (n === 0 ? 'Notifications: none unread' : `Notifications: ${n} unread`),
  toasts: 'New notifications',
  open: 'Open',
  close: 'Close',
  banner: (n: number) =>
    n === 1
      ? 'A critical notification has not been read or acknowledged.'
      : `${n} critical notifications have not been read or acknowledged.`,
  show: 'Show',
  priorities: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
  } satisfies Record<Priority, string>,
};
