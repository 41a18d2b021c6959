import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import type { PreferencesPatch } from '#schemas/preferences/preferences';
import { request } from '../http/request.ts';
import type { Notices } from './notices.ts';
import { OF_A_DEVICE, type Preferences } from './preferences.ts';

/**
 * Has the hub keep what was changed for the person's other screens; here it is in force either way. What belongs to this device
 * alone is not sent. Throws what `request` throws.
 */
export async function sendPreferences(
  preferences: Preferences,
  changed: PreferencesPatch,
): Promise<void> {
  const isOfDevice = (name: string) => (OF_A_DEVICE as readonly string[]).includes(name);
  const body: PreferencesPatch = preferences.isOwnDevice.peek()
    ? Object.fromEntries(Object.entries(changed).filter(([name]) => !isOfDevice(name)))
    : changed;
  if (Object.keys(body).length === 0) return;
  await request(PREFERENCE_ROUTES.changePreferences, { body });
}

/** The same, and says so where it fails. */
export function keepPreferences(
  preferences: Preferences,
  changed: PreferencesPatch,
  notices: Notices,
): void {
  sendPreferences(preferences, changed).catch((error: Error) => notices.failed(error.message));
}
