/** Enrolment put together with the broker's credentials and the addresses of this site. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubSettings } from '#schemas/config/hub-settings';
import { CREDENTIALS_FILE, Credentials } from './broker/credentials.ts';
import type { Clock } from './clock.ts';
import { isLoopback } from './config/read-settings.ts';
import type { SiteSettings } from './config/site-settings.ts';
import { Enrolment } from './fleet/enrolment.ts';
import type { Store } from './store/store.ts';

export interface EnrolmentRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly siteSettings: SiteSettings;
  /** Where the embedded broker listens for this machine. */
  readonly listensAt: () => string | null;
}

export type EnrolmentRooms = ReturnType<typeof createEnrolmentRooms>;

export function createEnrolmentRooms(deps: EnrolmentRoomDeps) {
  const { settings, clock, store, siteSettings, listensAt } = deps;
  const credentials = new Credentials({ path: join(settings.dataDir, CREDENTIALS_FILE), clock });
  const publicUrl = () => siteSettings.get('general').publicUrl;
  return {
    enrolment: new Enrolment({
      store,
      clock,
      credentials: {
        give: (id) => credentials.add({ kind: 'agent', id }),
        take: (id) => credentials.remove(`agent:${id}`),
      },
      broker: () => ({
        url: brokerUrl(settings.broker, publicUrl(), listensAt()),
        ca: brokerAuthority(settings.broker),
      }),
    }),
    /** How agents of other machines know the hub: its address, and its certificate where it has one. */
    hubAsSeen: (origin: string) => ({
      hub: publicUrl() ?? origin,
      certificate: settings.http.tls === null ? null : fingerprint(settings.http.tls.certFile),
    }),
  };
}

/** An external broker is where it is; ours is on the hub's machine, on the port that it got. */
function brokerUrl(
  { url, host, port, tls }: HubSettings['broker'],
  publicUrl: string | null,
  listensAt: string | null,
): string {
  if (url !== null) return url;
  const name = publicUrl === null ? '127.0.0.1' : new URL(publicUrl).hostname;
  if (tls !== null) return `mqtts://${name}:${tls.port}`;
  const own = listensAt ?? `mqtt://127.0.0.1:${port}`;
  return isLoopback(host) ? own : `mqtt://${name}:${new URL(own).port}`;
}

function brokerAuthority({ url, caFile, tls }: HubSettings['broker']): string | null {
  const file = url === null ? (tls?.certFile ?? null) : caFile;
  return file === null ? null : readFileSync(file, 'utf8');
}

function fingerprint(certFile: string): string {
  const { fingerprint256 } = new X509Certificate(readFileSync(certFile));
  return fingerprint256.replaceAll(':', '').toLowerCase();
}
