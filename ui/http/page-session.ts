import { ACCESS_ROUTES } from '#schemas/http/access';

/** Of all tabs of this browser one renews the tokens at a time: each refresh token is good for once. */
const LOCK = 'tremolo-refresh';

let csrfToken = '';
let renewing: Promise<boolean> | null = null;

/** What the page's requests carry besides the cookies, which no script can read. */
export function csrfHeader(): Record<string, string> {
  return csrfToken === '' ? {} : { 'x-csrf-token': csrfToken };
}

/** Takes the token of the session that the page now has. */
export function useCsrfToken(token: string): void {
  csrfToken = token;
}

/** Renews the access token by the refresh token; false when the session is over. Calls at the same time are one. */
export function renewTokens(): Promise<boolean> {
  renewing ??= lockedRenewal().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function lockedRenewal(): Promise<boolean> {
  if (globalThis.navigator?.locks === undefined) return renewal();
  return navigator.locks.request(LOCK, renewal);
}

async function renewal(): Promise<boolean> {
  const { method, path } = ACCESS_ROUTES.refresh;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method, headers, body: '{}' });
  return response.ok;
}
