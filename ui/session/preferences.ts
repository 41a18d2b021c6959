import { batch, effect, type Signal, signal } from '@preact/signals';
import { Preferences as Kept, type Preset } from '#schemas/preferences/preferences';
import { regional } from '../text/regional.ts';
import { units } from '../text/units.ts';

export type Theme = Kept['theme'];

/** Looks that may belong to the device instead: a wall screen and a phone of one person need not be alike. */
export const OF_A_DEVICE = ['theme', 'density', 'fontSize'] as const;

/** Choices that are a mark on the page. */
type Mark = 'theme' | 'density' | 'palette' | 'accent' | 'contrast' | 'fontSize' | 'motion';

type Signals = { readonly [Name in keyof Omit<Kept, 'presets'>]-?: Signal<Kept[Name]> };

/** How the person likes the screens: kept with the account, and in this browser so that the first paint is right. */
export interface Preferences extends Signals {
  /** Of lists; only the hub keeps them. */
  readonly presets: Signal<readonly Preset[]>;
  /** Looks of this device stay here, and the account's are left alone. */
  readonly isOwnDevice: Signal<boolean>;
  /** Takes what the hub keeps. */
  take(kept: Kept): void;
}

/** Preferences as stored, which store themselves upon change and put themselves on the page. */
export function storedPreferences(storage: Storage, page: HTMLElement): Preferences {
  const isOwnDevice = signal(storage.getItem('tremolo.own-device') === 'yes');
  effect(() => storage.setItem('tremolo.own-device', isOwnDevice.value ? 'yes' : 'no'));
  const shortcuts = signal(storage.getItem('tremolo.shortcuts') !== 'off');
  effect(() => storage.setItem('tremolo.shortcuts', shortcuts.value ? 'on' : 'off'));
  const usual = Kept.parse({});
  const signals: Signals = {
    theme: mark(storage, page, 'theme', ['system', 'light', 'dark']),
    density: mark(storage, page, 'density', ['comfortable', 'compact']),
    palette: mark(storage, page, 'palette', ['standard', 'colour_blind_safe']),
    accent: mark(storage, page, 'accent', ['blue', 'green', 'purple', 'red']),
    contrast: mark(storage, page, 'contrast', ['standard', 'more']),
    fontSize: mark(storage, page, 'fontSize', ['standard', 'large', 'larger']),
    motion: mark(storage, page, 'motion', ['system', 'reduced']),
    shortcuts,
    units,
    regional,
    sound: signal(usual.sound),
    // Nothing is offered before the hub has said that it is new to the person.
    tour: signal('answered'),
  };
  const presets = signal<readonly Preset[]>([]);
  const take = (kept: Kept) =>
    batch(() => {
      for (const [name, one] of Object.entries(signals) as [keyof Signals, Signal<unknown>][]) {
        const isOfDevice = (OF_A_DEVICE as readonly string[]).includes(name);
        if (isOfDevice && isOwnDevice.peek()) continue;
        // What is the same stays the same object: nothing that reads it is drawn anew.
        if (JSON.stringify(one.peek()) !== JSON.stringify(kept[name])) one.value = kept[name];
      }
      presets.value = kept.presets ?? [];
    });
  return { ...signals, presets, isOwnDevice, take };
}

/** A choice of which the first is usual, and each other a mark on the page; kept here, so that the first paint is right. */
function mark<Name extends Mark>(
  storage: Storage,
  page: HTMLElement,
  name: Name,
  choices: readonly [Kept[Name], ...Kept[Name][]],
): Signal<Kept[Name]> {
  const stored = storage.getItem(`tremolo.${name}`);
  const [usual] = choices;
  const kept = signal<Kept[Name]>(choices.find((one) => one === stored) ?? usual);
  effect(() => {
    storage.setItem(`tremolo.${name}`, kept.value);
    if (kept.value === usual) delete page.dataset[name];
    else page.dataset[name] = kept.value;
  });
  return kept;
}
