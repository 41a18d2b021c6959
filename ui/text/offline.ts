import { many } from './many.ts';

/** Words of the screen that is shown while the hub cannot be reached, in English. */
export const offlineWords = {
  title: 'Offline',
  old: (at: string, age: string) => `This is what was known at ${at}, ${age}. It may have changed.`,
  of: (name: string) => `As ${name} saw it on this device.`,
  points: (n: number) => many(n, 'point'),
  worst: 'Points, the worst first',
  noPoints: 'No point needed attention.',
  alarms: 'Alarms that stood',
  noAlarms: 'No alarm stood.',
  raised: (at: string) => `since ${at}`,
  acknowledged: 'Acknowledged',
  acknowledge: 'Acknowledge',
  acknowledgeThis: (name: string) => `Acknowledge: ${name}`,
  acknowledgeWhat: (name: string) => `Acknowledge ${name}`,
  waits: 'Waits for the hub',
  acknowledgeEffect:
    'An acknowledgement waits on this device and is sent when the hub is back, if the alarm still needs it.',
} as const;
