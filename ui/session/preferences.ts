import { effect, type Signal, signal } from '@preact/signals';
import type { Preferences as Kept, Preset } from '#schemas/http/session';

export type Theme = Kept['theme'];

/** How the person likes the screens: kept with the account, and in this browser so that the first paint is right. */
export interface Preferences {
  readonly theme: Signal<Theme>;
  readonly density: Signal<Kept['density']>;
  readonly palette: Signal<Kept['palette']>;
  readonly accent: Signal<Kept['accent']>;
  readonly shortcuts: Signal<boolean>;
  /** Of lists; only the hub keeps them. */
  readonly presets: Signal<readonly Preset[]>;
  /** All of them but the presets, as the hub keeps them. */
  all(): Kept;
  /** Takes what the hub keeps. */
  take(kept: Kept): void;
}

/** Preferences as stored, which store themselves upon change and put themselves on the page. */
export function storedPreferences(storage: Storage, page: HTMLElement): Preferences {
  const stored = storage.getItem('tremolo.theme');
  const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');
  const density = keptSignal(storage, page, 'density', ['comfortable', 'compact']);
  const palette = keptSignal(storage, page, 'palette', ['standard', 'colour_blind_safe']);
  const accent = keptSignal(storage, page, 'accent', ['blue', 'green', 'purple', 'red']);
  const presets = signal<readonly Preset[]>([]);
  const shortcuts = signal(storage.getItem('tremolo.shortcuts') !== 'off');
  effect(() => {
    storage.setItem('tremolo.theme', theme.value);
    if (theme.value === 'system') delete page.dataset.theme;
    else page.dataset.theme = theme.value;
  });
  effect(() => storage.setItem('tremolo.shortcuts', shortcuts.value ? 'on' : 'off'));
  return {
    theme,
    density,
    palette,
    accent,
    shortcuts,
    presets,
    all: () => ({
      theme: theme.value,
      density: density.value,
      palette: palette.value,
      accent: accent.value,
      shortcuts: shortcuts.value,
    }),
    take: (kept) => {
      theme.value = kept.theme;
      density.value = kept.density;
      palette.value = kept.palette;
      accent.value = kept.accent;
      shortcuts.value = kept.shortcuts;
      presets.value = kept.presets ?? [];
    },
  };
}

/** A choice of which the first is usual, and each other a mark on the page. */
function keptSignal<Name extends 'density' | 'palette' | 'accent'>(
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
