import { SESSION_ROUTES } from '#schemas/http/session';
import { request } from '../http/request.ts';
import type { Notices } from './notices.ts';
import type { Preferences } from './preferences.ts';

/** Has the hub keep the preferences for the person’s other devices; here they are in force either way. */
export function keepPreferences(preferences: Preferences, notices: Notices): void {
  request(SESSION_ROUTES.preferences, { body: preferences.all() }).catch((error: Error) =>
    notices.failed(error.message),
  );
}
