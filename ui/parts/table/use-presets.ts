import { useSignal } from '@preact/signals';
import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import type { Preset } from '#schemas/preferences/preferences';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { useAddress } from '../../session/use-address.ts';
import { tableWords } from '../../text/table.ts';
import { filtersOf, isSame, type Setting, settingIn, without, withPreset } from './preset-list.ts';
import type { List } from './use-list.ts';

const words = tableWords.presets;

/** The person's presets of one list, and what can be done with them. */
export interface Presets {
  readonly mine: readonly Preset[];
  /** Of all lists. */
  readonly count: number;
  /** Some are being kept just now. */
  readonly isBusy: boolean;
  readonly now: Setting;
  readonly isNow: (preset: Preset) => boolean;
  readonly choose: (preset: Preset) => void;
  /** False: it was not kept, and the person knows. */
  readonly save: (name: string) => Promise<boolean>;
  readonly remove: (preset: Preset) => Promise<boolean>;
}

/** Presets of the list whose filters stand in the address under these names. */
export function usePresets<Row>(id: string, list: List<Row>, names: readonly string[]): Presets {
  const { preferences, notices, router } = useApp();
  const address = useAddress();
  const isBusy = useSignal(false);
  const all = preferences.presets.value;
  const now: Setting = {
    filters: filtersOf(names, address.get),
    search: list.search.value.trim(),
    sort: list.sort.value ?? '',
  };
  const keep = async (change: (presets: readonly Preset[]) => Preset[]): Promise<boolean> => {
    if (isBusy.peek()) return false;
    isBusy.value = true;
    try {
      // Another device may have kept some since this page was loaded.
      const known = await request(PREFERENCE_ROUTES.preferences, {});
      const presets = change(known.presets ?? []);
      const body = { presets };
      preferences.presets.value =
        (await request(PREFERENCE_ROUTES.changePreferences, { body })).presets ?? [];
      return true;
    } catch (error) {
      notices.failed((error as Error).message);
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  return {
    mine: all.filter((preset) => preset.list === id).sort((a, b) => a.name.localeCompare(b.name)),
    count: all.length,
    isBusy: isBusy.value,
    now,
    isNow: (preset) => isSame(preset, now),
    choose: (preset) => {
      // A step of its own: the back button brings back the filters that were set before.
      router.go(address.with(settingIn(names, preset.filters)));
      list.search.value = preset.search;
      list.sort.value = preset.sort || undefined;
      list.trail.value = [];
    },
    save: async (name) => {
      const isKept = await keep((presets) => withPreset(presets, { list: id, name, ...now }));
      if (isKept) notices.done(words.saved(name));
      return isKept;
    },
    remove: async (preset) => {
      const isKept = await keep((presets) => without(presets, preset));
      const undo = () => void keep((presets) => withPreset(presets, preset));
      if (isKept) notices.done(words.removed(preset.name), undo);
      return isKept;
    },
  };
}
