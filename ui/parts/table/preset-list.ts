import type { Preset } from '#schemas/preferences/preferences';

/** What a list is narrowed to and sorted by. */
export type Setting = Pick<Preset, 'filters' | 'search' | 'sort'>;

/** The filters as one text, always in the same order, so that two of them can be compared. */
export function filtersOf(names: readonly string[], get: (name: string) => string): string {
  const set = names.map((name) => [name, get(name)]).filter(([, value]) => value !== '');
  return new URLSearchParams(set).toString();
}

/** Each filter with what it is set to; one that the preset does not have is emptied, one that the list does not have is left out. */
export function settingIn(names: readonly string[], filters: string): Record<string, string> {
  const kept = new URLSearchParams(filters);
  return Object.fromEntries(names.map((name) => [name, kept.get(name) ?? '']));
}

/** Whether both show the same. */
export function isSame(a: Setting, b: Setting): boolean {
  return a.filters === b.filters && a.search === b.search && a.sort === b.sort;
}

/** With the preset, in place of one of its name. */
export function withPreset(presets: readonly Preset[], preset: Preset): Preset[] {
  return [...without(presets, preset), preset];
}

/** Without the preset of this list and name. */
export function without(
  presets: readonly Preset[],
  { list, name }: Pick<Preset, 'list' | 'name'>,
): Preset[] {
  return presets.filter((other) => other.list !== list || other.name !== name);
}
