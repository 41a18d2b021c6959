import type { App } from '../../session/app.ts';

/** Calls back when the page takes other colours, by the person's choice or the system's; the answer ends it. */
export function onThemeChange({ preferences }: Pick<App, 'preferences'>, hear: () => void) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', hear);
  const unsubscribe = preferences.theme.subscribe(hear);
  return (): void => {
    system.removeEventListener('change', hear);
    unsubscribe();
  };
}
