/** Ten minutes and how many alarms people were shown in them. */
export interface Slot {
  readonly slot: number;
  readonly n: number;
}

export interface Floods {
  /** As they were given. */
  readonly slots: readonly Slot[];
  /** Ten minutes with more than ten. */
  readonly overTen: number;
  /** Ten minutes that belong to a flood: from the first with more than ten until there are fewer than five. */
  readonly inFlood: number;
}

/** Where the floods were. `slots`: in order of time, those with five or more. */
export function floodsOf(slots: readonly Slot[]): Floods {
  let inFlood = 0;
  let isOn = false;
  let last = Number.NaN;
  for (const { slot, n } of slots) {
    // Slots with fewer than five are left out: a gap ends the flood.
    if (slot !== last + 1) isOn = false;
    if (n > 10) isOn = true;
    if (isOn) inFlood++;
    last = slot;
  }
  return { slots, overTen: slots.filter(({ n }) => n > 10).length, inFlood };
}
