import type { ErrorCode } from '#schemas/errors/tremolo-error';
import { ACCESS_ROUTES } from '#schemas/http/access';

/** Of all tabs of this browser one renews the tokens at a time. */
const LOCK = 'tremolo-refresh';
/** When a tab of this browser last renewed them, ms: who waited for it has them already. */
const RENEWED = 'tremolo.renewed';

let csrfToken = '';
let renewing: Promise<boolean> | null = null;
let onRefusal: (code: ErrorCode) => void = () => undefined;

/** What the page's requests carry besides the cookies, which no script can read. */
export function csrfHeader(): Record<string, string> {
  return csrfToken === '' ? {} : { 'x-csrf-token': csrfToken };
}

/** Takes the token of the session that the page now has. */
export function useCsrfToken(token: string): void {
  csrfToken = token;
}

/** Calls the listener, of which there is one, with why a request of somebody signed in was refused. */
export function listenForRefusals(listener: (code: ErrorCode) => void): void {
  onRefusal = listener;
}

/** Says that a request of somebody signed in was refused. */
export function tellRefusal(code: ErrorCode): void {
  onRefusal(code);
}

/** Renews the access token by the refresh token; false when the session is over. Calls at the same time are one. */
export function renewTokens(): Promise<boolean> {
  renewing ??= lockedRenewal().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function lockedRenewal(): Promise<boolean> {
  const askedMs = Date.now();
  // Plain HTTP beyond loopback has no locks: there the hub gives tabs that come together the same tokens.
  if (globalThis.navigator?.locks === undefined) return renewal();
  return navigator.locks.request(LOCK, async () => {
    if (Number(localStorage.getItem(RENEWED)) >= askedMs) return true;
    const isRenewed = await renewal();
    if (isRenewed) localStorage.setItem(RENEWED, String(Date.now()));
    return isRenewed;
  });
}

async function renewal(): Promise<boolean> {
  const { method, path } = ACCESS_ROUTES.refresh;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method, headers, body: '{}' });
  return response.ok;
}
