import type { ErrorCode } from '#schemas/errors/tremolo-error';
import type { SessionInfo } from '#schemas/http/session';
import { listenForRefusals } from '../http/page-session.ts';
import { access } from '../text/access.ts';
import { timeZone } from '../text/time-zone.ts';
import type { LiveConnection } from '../websocket/live-connection.ts';
import { chooseLanguage } from './keep-language.ts';
import type { Notices } from './notices.ts';
import type { OtherTabs } from './other-tabs.ts';
import type { Preferences } from './preferences.ts';
import type { Session } from './session.ts';

/** What of the page depends on who is signed in. */
interface Kept {
  readonly session: Session;
  readonly preferences: Preferences;
  readonly live: LiveConnection;
  readonly notices: Notices;
}

/** Refused for one of these, the page may know less of its session than the hub does. */
const TELLING: readonly ErrorCode[] = [
  'not_signed_in',
  'duty_first',
  'account_inactive',
  'forbidden',
];
const ASK_AGAIN_MS = 5_000;

/**
 * Keeps what the page knows of its session true: asks again when something was refused, another tab did something, the page
 * comes back from the browser's memory or the hub could not be reached; and keeps the live connection to who may have it.
 */
export function keepSession(app: Kept, window: Window, tabs: OtherTabs): void {
  const { session } = app;
  const ask = () => void session.ask();
  tabs.start();
  listenForRefusals((code) => {
    if (session.state.peek().kind === 'person' && TELLING.includes(code)) ask();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) ask();
  });
  window.addEventListener('online', () => {
    app.live.reconnectNow();
    if (session.state.peek().kind === 'unreachable') ask();
  });
  setInterval(() => {
    if (session.state.peek().kind === 'unreachable') ask();
  }, ASK_AGAIN_MS);
  let known: SessionInfo | null = null;
  session.state.subscribe((state) => {
    const before = known;
    known = state.kind === 'person' ? state.info : null;
    if (known !== null) app.preferences.take(known.preferences);
    timeZone.value = known?.user.timezone ?? undefined;
    // The cookie stays when somebody signs out: the next to sign in here mostly reads the same.
    if (known !== null && hasChosen(before, known)) chooseLanguage(window, known.user.language);
    if (before !== null && known?.sessionId !== before.sessionId) app.live.stop();
    const mayWatch =
      known?.duty === null &&
      [known, ...known.areas].some(({ permissions }) => permissions.includes('plant:read'));
    if (mayWatch) {
      app.live.start();
      app.live.subscribe('plant');
    } else if (state.kind !== 'asking' && state.kind !== 'unreachable') app.live.stop();
    if (hasOtherRights(before, known)) app.notices.done(access.rightsChanged);
  });
}

/** Of an account that never chose a language, the one that was chosen on the way in is kept. */
function hasChosen(before: SessionInfo | null, now: SessionInfo): boolean {
  const wasChosen = before?.sessionId === now.sessionId && before.user.language !== null;
  return now.user.language !== null || wasChosen;
}

/** Whether somebody else changed what the person may do; what a duty holds back does not count. */
function hasOtherRights(before: SessionInfo | null, now: SessionInfo | null): boolean {
  if (before === null || now === null || before.sessionId !== now.sessionId) return false;
  if (before.duty !== null || now.duty !== null) return false;
  return before.permissions.join() !== now.permissions.join();
}
