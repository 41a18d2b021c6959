import { describeError } from '#schemas/errors/tremolo-error';
import { request } from '../http/request.ts';
import type { LiveConnection } from '../websocket/live-connection.ts';
import type { Session } from './session.ts';
import type { Tellings } from './tellings.ts';

/** Follows what the person who is signed in is told. */
export function keepTellings(
  tellings: Tellings,
  { session, live }: { readonly session: Session; readonly live: LiveConnection },
): void {
  let sessionId: string | null = null;
  session.state.subscribe((state) => {
    if (state.kind === 'asking' || state.kind === 'unreachable') return;
    const info = state.kind === 'person' ? state.info : null;
    const isReady = info?.duty === null && info.permissions.includes('notification:own');
    if (!isReady || info === null) {
      sessionId = null;
      tellings.clear();
      return;
    }
    if (info.sessionId === sessionId) return;
    sessionId = info.sessionId;
    tellings.clear();
    live.start();
    live.subscribe('notifications');
    void counted(tellings);
  });
}

/** How much is unread already; what comes later is told. */
async function counted(tellings: Tellings): Promise<void> {
  try {
    // The table of routes comes after the first screen.
    const { NOTIFICATION_ROUTES } = await import('#schemas/http/notifications');
    tellings.count(await request(NOTIFICATION_ROUTES.unreadNotifications));
  } catch (error) {
    console.warn(describeError(error));
  }
}
