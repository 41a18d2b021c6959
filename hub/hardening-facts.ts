/** What the checks of hardening ask about, read off the rooms. */
import { stat } from 'node:fs/promises';
import { isHttps } from './config/is-https.ts';
import { isLoopback } from './config/read-settings.ts';
import type { Facts } from './hardening/facts.ts';
import type { Person } from './people/person.ts';
import type { Rooms } from './rooms.ts';

const IDLE_MS = 90 * 86_400_000;
/** Rights of the group and of everybody else. */
const OTHERS = 0o077;

/** Reads everything anew: an administrator who has just mended something sees it mended. */
export async function hardeningFacts(rooms: Rooms): Promise<Facts> {
  const { settings, siteSettings, directory, keys, clock, trailCheck } = rooms;
  const { http, broker, access } = settings;
  const nowMs = clock();
  const isIdle = (usedMs: number) => nowMs - usedMs > IDLE_MS;
  const active = directory.all().filter(({ status }) => status === 'active');
  const apiKeys = keys.all().filter(({ expiresMs }) => expiresMs === null || expiresMs > nowMs);
  return {
    nowMs,
    general: siteSettings.get('general'),
    signIn: siteSettings.get('signIn'),
    mail: siteSettings.get('mail'),
    limits: siteSettings.get('limits'),
    audit: siteSettings.get('audit'),
    http: {
      isLoopback: isLoopback(http.host),
      hasTls: isHttps(http),
      origins: http.allowedOrigins,
    },
    broker: brokerFacts(broker),
    sampleAccounts: access.demoAccounts || access.developerAccount,
    administrators: administratorsAmong(active, rooms),
    idleAccounts: active.filter((one) => isIdle(one.lastSignInMs ?? one.createdMs)).length,
    keys: {
      all: apiKeys.length,
      endless: apiKeys.filter(({ expiresMs }) => expiresMs === null).length,
      idle: apiKeys.filter((key) => isIdle(key.lastUsedMs ?? key.createdMs)).length,
    },
    trail: trailCheck.state,
    isDataPrivate: await isPrivate(settings.dataDir),
  };
}

function brokerFacts({ url, host, tls }: Rooms['settings']['broker']): Facts['broker'] {
  if (url === null) return { isLoopback: isLoopback(host), hasTls: tls !== null };
  return { isLoopback: isLoopback(new URL(url).hostname), hasTls: url.startsWith('mqtts:') };
}

/** Who can change the site's settings, whatever the role is called; a provider's second factor counts where it asks everybody for one. */
function administratorsAmong(
  active: readonly Person[],
  { rights, secondFactors, siteSettings }: Rooms,
): Facts['administrators'] {
  const { oidc, saml } = siteSettings.get('sso');
  const asking = new Set([
    ...oidc.filter((one) => one.asksSecondFactor).map(({ key }) => `oidc:${key}`),
    ...(saml.asksSecondFactor ? ['saml'] : []),
  ]);
  const all = active.filter(({ userId }) => rights.permissionsOf(userId).has('setting:edit'));
  const withFactor = all.filter(
    ({ userId, origin }) => asking.has(origin) || secondFactors.methodsOf(userId).length > 0,
  );
  return { all: all.length, withSecondFactor: withFactor.length };
}

/** Windows keeps no such rights in a file's mode. */
async function isPrivate(folder: string): Promise<boolean | null> {
  if (process.platform === 'win32') return null;
  return ((await stat(folder)).mode & OTHERS) === 0;
}
