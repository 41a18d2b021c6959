import type { Alarm } from '#schemas/alarms/alarm';

/** What a person wants done with alarms of the list. */
export interface AlarmWishes {
  readonly acknowledge: (alarms: readonly Alarm[]) => void;
  readonly acknowledgeWith: (alarms: readonly Alarm[]) => void;
  readonly shelve: (alarms: readonly Alarm[]) => void;
  readonly swipe: (alarm: Alarm) => void;
  readonly undo: (alarm: Alarm) => void;
  readonly toggle: (groupKey: string) => void;
}
