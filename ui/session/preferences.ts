import { effect, type Signal, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

/** What a person chose for this browser; kept in its local storage. */
export interface Preferences {
  readonly theme: Signal<Theme>;
  readonly shortcuts: Signal<boolean>;
}

/** Preferences as stored, which store themselves upon change and put the theme on the page. */
export function storedPreferences(storage: Storage, page: HTMLElement): Preferences {
  const stored = storage.getItem('tremolo.theme');
  const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');
  const shortcuts = signal(storage.getItem('tremolo.shortcuts') !== 'off');
  effect(() => {
    storage.setItem('tremolo.theme', theme.value);
    if (theme.value === 'system') delete page.dataset.theme;
    else page.dataset.theme = theme.value;
  });
  effect(() => storage.setItem('tremolo.shortcuts', shortcuts.value ? 'on' : 'off'));
  return { theme, shortcuts };
}
