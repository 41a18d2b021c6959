import type { HubSettings } from '#schemas/config/hub-settings';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import { createLog } from './log.ts';
import { Egress } from './notifications/egress/egress.ts';
import { Mailer } from './notifications/mailer.ts';
import { Notices } from './notifications/notices.ts';
import { Outbox } from './notifications/outbox.ts';
import type { Directory } from './people/directory.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './store/vault.ts';

export interface NotificationRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly vault: Vault;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
}

export type NotificationRooms = ReturnType<typeof createNotificationRooms>;

/** The rooms that tell people things outside of the screens, put together. */
export function createNotificationRooms(deps: NotificationRoomDeps) {
  const { settings, clock, store, vault, siteSettings, directory } = deps;
  const log = createLog('notifications');
  const mail = () => siteSettings.get('mail');
  const egress = new Egress({ rules: () => siteSettings.get('channels') });
  const mailer = new Mailer({
    store,
    reach: egress.reach,
    outbox: new Outbox({ store, vault, clock, log }),
    log,
    settings: mail,
    siteUrl: () => siteSettings.get('general').publicUrl?.replace(/\/+$/, '') ?? ownUrl(settings),
  });
  const notices = new Notices({
    store,
    mailer,
    clock,
    log,
    mail,
    post: egress.postToServer,
    siteName: () => siteSettings.get('general').siteName,
    receiverOf: (userId) => directory.get(userId),
  });
  return { mailer, notices, egress };
}

/** Where the hub listens, for a site that has not said under which address people open it. */
function ownUrl({ http }: HubSettings): string {
  const host = http.host.includes(':') ? `[${http.host}]` : http.host;
  return `${http.tls === null ? 'http' : 'https'}://${host}:${http.port}`;
}
