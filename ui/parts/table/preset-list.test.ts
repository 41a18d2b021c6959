import { expect, test } from 'bun:test';
import { PRESETS_MAX, Preferences, type Preset } from '#schemas/preferences/preferences';
import { filtersOf, isSame, settingIn, without, withPreset } from './preset-list.ts';

const preset = (name: string, list = 'people'): Preset => ({
  list,
  name,
  filters: 'role=viewer',
  search: '',
  sort: '-name',
});

test('filters become one text in the order of the list, without what is not set, and come back from it', () => {
  const address = new URLSearchParams('seen=not30&role=a%26b&person=us_1');
  const names = ['role', 'team', 'seen'];
  const filters = filtersOf(names, (name) => address.get(name) ?? '');
  expect(filters).toBe('role=a%26b&seen=not30');
  expect(settingIn(names, filters)).toEqual({ role: 'a&b', team: '', seen: 'not30' });
  expect(settingIn(['team'], filters)).toEqual({ team: '' });
});

test('a preset takes the place of the one with its name in the same list only', () => {
  const kept = [preset('Old'), preset('Old', 'jobs')];
  const next = withPreset(kept, { ...preset('Old'), search: 'ada' });
  expect(next.map(({ list, search }) => `${list} ${search}`)).toEqual(['jobs ', 'people ada']);
  expect(isSame(next[0], next[1])).toBe(false);
  expect(without(next, preset('Old'))).toEqual([preset('Old', 'jobs')]);
});

test('what is kept with the account has bounds', () => {
  const parsed = (presets: unknown[]) => Preferences.safeParse({ presets }).success;
  const many = (n: number) => Array.from({ length: n }, (_, i) => preset(`p${i}`));
  expect(parsed(many(PRESETS_MAX))).toBe(true);
  expect(parsed(many(PRESETS_MAX + 1))).toBe(false);
  expect(parsed([preset('same'), preset('same')])).toBe(false);
  expect(parsed([preset('same'), preset('same', 'jobs')])).toBe(true);
  expect(parsed([preset('n'.repeat(41))])).toBe(false);
  expect(parsed([{ ...preset('a'), filters: 'x'.repeat(501) }])).toBe(false);
  expect(parsed([{ ...preset('a'), sort: '; DROP TABLE' }])).toBe(false);
  expect(parsed([{ ...preset('a'), more: 1 }])).toBe(false);
});
