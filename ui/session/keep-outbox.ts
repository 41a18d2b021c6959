import type { LiveConnection } from '../websocket/live-connection.ts';
import type { Outbox } from './outbox.ts';
import type { Session } from './session.ts';

const TRY_EVERY_MS = 15_000;
const LOCK = 'tremolo.outbox';

/** Sends what waits once the hub is heard again or somebody has signed in, and now and then besides; follows the other tabs. */
export function keepOutbox(
  outbox: Outbox,
  { session, live }: { readonly session: Session; readonly live: LiveConnection },
  window: Window,
): void {
  const flush = () => void outbox.flush();
  outbox.read();
  window.addEventListener('storage', () => outbox.read());
  window.addEventListener('online', flush);
  // Who may not see the plant has no live connection to tell that the hub is back.
  setInterval(flush, TRY_EVERY_MS);
  live.state.subscribe(({ kind }) => {
    if (kind === 'live') flush();
  });
  session.state.subscribe(({ kind }) => {
    if (kind === 'person') flush();
  });
}

/**
 * Does the work unless another tab does it just now. Where the browser has no locks, as on a page without HTTPS, both do: the
 * hub takes the same request once.
 */
export async function inOneTab(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return work();
  await locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
  });
}
