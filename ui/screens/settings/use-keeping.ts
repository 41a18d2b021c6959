import { type Signal, useSignal } from '@preact/signals';
import type { PreferencesPatch } from '#schemas/preferences/preferences';
import { useApp } from '../../session/app.ts';
import { sendPreferences } from '../../session/keep-preferences.ts';
import { settings } from '../../text/settings.ts';

/** Has the hub keep a preference that is in force here already; what went wrong stays to be read. */
export function useKeeping(): {
  readonly failure: Signal<string | null>;
  readonly keep: (changed: PreferencesPatch) => Promise<void>;
} {
  const { preferences, notices } = useApp();
  const failure = useSignal<string | null>(null);
  const keep = async (changed: PreferencesPatch) => {
    failure.value = null;
    try {
      await sendPreferences(preferences, changed);
      notices.say(settings.appearance.kept);
    } catch (error) {
      failure.value = settings.appearance.notKept((error as Error).message);
    }
  };
  return { failure, keep };
}
