import { placesFor } from '#schemas/access/navigation';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import { SignInOptions } from '#schemas/http/access';
import { SessionInfo } from '#schemas/http/session';
import { Preferences } from '#schemas/preferences/preferences';

export const FAKE_NAME = 'Ada';
export const CSRF_TOKEN = 'csrf-token-of-the-test';
const ULID = '01HZX3T7Q0'.padEnd(26, '0');

/** The session of somebody who may do everything, unless `more` says otherwise. */
export function fakeSession(more: Partial<SessionInfo> = {}): SessionInfo {
  return SessionInfo.parse({
    user: {
      userId: `us_${ULID}`,
      name: FAKE_NAME,
      fullName: 'Ada Lovelace',
      email: 'ada@plant.example',
      emailVerified: true,
      role: 'admin',
      roleName: 'Administrator',
      timezone: null,
      language: null,
      isProtected: true,
      origin: 'local',
    },
    permissions: [...PERMISSION_NAMES],
    areas: [],
    navigation: placesFor(new Set(PERMISSION_NAMES)),
    features: [],
    csrfToken: CSRF_TOKEN,
    duty: null,
    impersonator: null,
    sessionId: `se_${ULID}`,
    expiresMs: Date.now() + 86_400_000,
    site: {
      siteName: 'Tremolo',
      environment: 'production',
      adminContact: '',
      developersUntilMs: null,
    },
    preferences: Preferences.parse({}),
    ...more,
  });
}

export const SIGN_IN_OPTIONS = SignInOptions.parse({
  siteName: 'Tremolo',
  environment: 'production',
  registration: false,
  mail: false,
  adminContact: '',
  providers: [],
  passwordMinLength: 10,
  passwordMinScore: 2,
});
