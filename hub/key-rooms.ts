import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { Events } from './events.ts';
import { KeyUse } from './keys/key-use.ts';
import { Keys } from './keys/keys.ts';
import { Limits } from './limits/limits.ts';
import { RepeatedRequests } from './limits/repeated-requests.ts';
import { createLog } from './log.ts';
import type { NotificationRooms } from './notification-rooms.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './store/vault.ts';

export interface KeyRoomDeps {
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly vault: Vault;
  readonly siteSettings: SiteSettings;
  readonly notices: NotificationRooms['notices'];
}

export type KeyRooms = ReturnType<typeof createKeyRooms>;

/** API keys and rate limits, put together. */
export function createKeyRooms(deps: KeyRoomDeps) {
  const { clock, events, store, vault, siteSettings, notices } = deps;
  const log = createLog('keys');
  const keyUse = new KeyUse({ store, clock, log });
  return {
    keyUse,
    keys: new Keys({
      store,
      vault,
      events,
      clock,
      use: keyUse,
      log,
      newNetworkLetter: (ownerId) => notices.statements(ownerId, 'key_new_network'),
    }),
    repeatedRequests: new RepeatedRequests({ store, vault, clock }),
    limits: new Limits({ store, clock, log, settings: () => siteSettings.get('limits') }),
  };
}

export async function startKeyRooms({ keyUse, keys }: KeyRooms): Promise<void> {
  await Promise.all([keyUse.start(), keys.start()]);
}
