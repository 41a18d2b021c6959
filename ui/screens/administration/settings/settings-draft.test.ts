import { expect, test } from 'bun:test';
import { SITE_SETTINGS } from '#schemas/config/site-settings';
import { siteSettings } from '../../../text/site-settings.ts';
import { rangeOf, SettingsDraft } from './settings-draft.ts';
import { type LaidOutSection, SETTINGS_LAYOUT } from './settings-layout.ts';

const SECTIONS = Object.keys(SETTINGS_LAYOUT) as LaidOutSection[];
const defaults = (section: LaidOutSection) =>
  SITE_SETTINGS[section].parse({}) as Record<string, unknown>;
/** Changed by a switch of its own. */
const APART = ['developersUntilMs'];

function paths(values: object, before = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? paths(value, `${before}${name}.`)
      : [`${before}${name}`],
  );
}

test.each(SECTIONS)('every setting of %s has its field, its word and its group', (section) => {
  const groups = SETTINGS_LAYOUT[section];
  const fields = groups.flatMap((group) => group.fields);
  const expected = paths(defaults(section)).filter((path) => !APART.includes(path));
  expect(fields.map(({ path }) => path).sort()).toEqual(expected.sort());
  for (const { path } of fields) expect(siteSettings.fields[path]).toBeString();
  for (const { key } of groups) expect(siteSettings.groups[key]).toBeDefined();
});

test.each(SECTIONS)('what is not touched in %s is sent as it was', (section) => {
  const before = defaults(section);
  const draft = new SettingsDraft(section, before);
  const secrets = SETTINGS_LAYOUT[section]
    .flatMap(({ fields }) => fields)
    .filter(({ kind }) => kind === 'secret');
  const left = Object.fromEntries(
    Object.entries(before).filter(
      ([name]) => !APART.includes(name) && !secrets.some(({ path }) => path === name),
    ),
  );
  expect(draft.values()).toEqual(left);
  expect(draft.issues()).toEqual({});
});

test('a secret is kept, replaced or removed', () => {
  const draft = new SettingsDraft('mail', defaults('mail'));
  expect('password' in draft.values()).toBe(false);
  draft.of('password').value = 'relay secret';
  expect(draft.values().password).toBe('relay secret');
  draft.of('password').value = null;
  expect(draft.values().password).toBeNull();
});

test('numbers are told from which to which, also where nothing or half a number stands', () => {
  const draft = new SettingsDraft('signIn', defaults('signIn'));
  draft.of('passwordMinLength').value = '3';
  draft.of('lockoutFailures').value = '';
  draft.of('idleMinutes').value = '7.5';
  expect(draft.issues()).toEqual({
    passwordMinLength: 'From 8 to 128.',
    lockoutFailures: 'From 3 to 20.',
    idleMinutes: 'From 5 to 10080.',
  });
  expect(rangeOf('limits', 'perKey.burst')).toEqual([1, 100_000]);
  expect(rangeOf('general', 'siteName')).toBeNull();
});

test('what may be absent is absent when its field is emptied, and an issue of a list stands at its field', () => {
  const draft = new SettingsDraft('audit', { ...defaults('audit'), syslogHost: 'logs' });
  draft.of('syslogHost').value = ' ';
  draft.of('alertEmails').value = ['nobody'];
  expect(draft.values().syslogHost).toBeNull();
  expect(Object.keys(draft.issues())).toEqual(['alertEmails']);
});
