import { type SettingsSection, SITE_SETTINGS } from '#schemas/config/site-settings';
import type { Log } from '../log.ts';

/**
 * What a site had set, as this version takes it. A value that it takes no longer (a limit that is narrower now) gives way to
 * the default, and is named in the log: a hub that would not start could not be mended from any screen.
 */
export function storedSettings(
  section: SettingsSection,
  body: Readonly<Record<string, unknown>>,
  log: Log,
): unknown {
  const schema = SITE_SETTINGS[section];
  const found = schema.safeParse(body);
  if (found.success) return found.data;
  const misfits = found.error.issues.flatMap(({ path, code, ...issue }) =>
    code === 'unrecognized_keys' && path.length === 0 && 'keys' in issue ? issue.keys : [path[0]],
  );
  const names = [...new Set(misfits.map(String))];
  log.warn('settings that this version does not take are back at their defaults', {
    section,
    names: names.join(', '),
  });
  const rest = Object.entries(body).filter(([name]) => !names.includes(name));
  return schema.parse(Object.fromEntries(rest));
}
