import type { HandedLink, PersonDetail } from '#schemas/http/people';
import type { SessionInfo } from '#schemas/http/session';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import type { HubBox } from './plant-box.ts';

export const NEW_PASSWORD = 'nine amber lanterns';

export interface Joined {
  readonly person: PersonDetail;
  readonly browser: BrowserSession;
}

/** Makes an account as an administrator does, with an invitation that the person takes up, and signs that person in. */
export async function joinPerson(
  admin: BrowserSession,
  name: string,
  role: string,
): Promise<Joined> {
  const { person, invite } = await admin.ask<{ person: PersonDetail; invite: HandedLink }>(
    'POST',
    '/api/v1/users',
    { name, role, entry: { kind: 'invite' }, confirm: true },
  );
  const browser = new BrowserSession(admin.origin);
  await takeLink(browser, invite, NEW_PASSWORD);
  await browser.signIn(name, NEW_PASSWORD);
  return { person, browser };
}

/** Sets a password with a link that was handed over. */
export function takeLink(
  browser: BrowserSession,
  { link }: HandedLink,
  password: string,
): Promise<unknown> {
  const token = (link ?? '').split('#token=')[1];
  return browser.ask('POST', '/api/v1/auth/reset', { token, password });
}

/** Lets many people sign in from one address within moments, as only tests do. */
export async function liftSignInLimit({ hub }: HubBox): Promise<void> {
  const { siteSettings } = hub.flows.rooms;
  const limits = siteSettings.get('limits');
  const signIn = { ...limits.signIn, perHour: 1_000_000, burst: 100_000 };
  const next = { ...limits, signIn };
  await siteSettings.replace('limits', next, siteSettings.revision('limits'), SYSTEM_ACTOR);
}

/** So that whoever tries every route is not held for somebody who attacks. */
export async function liftAddressLimit({ hub }: HubBox): Promise<void> {
  const { siteSettings } = hub.flows.rooms;
  const limits = siteSettings.get('limits');
  const perAddress = { ...limits.perAddress, perHour: 1_000_000, burst: 100_000 };
  const next = { ...limits, perAddress };
  await siteSettings.replace('limits', next, siteSettings.revision('limits'), SYSTEM_ACTOR);
}

/** What a session is told of itself. */
export function sessionOf(browser: BrowserSession): Promise<SessionInfo> {
  return browser.ask('GET', '/api/v1/users/me/session');
}

/** Status and code of a refusal. */
export async function refusal(response: Response): Promise<string> {
  const body = await response.json();
  return `${response.status} ${body.code}`;
}
