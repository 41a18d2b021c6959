/** Enrolment and the credentials of agents, put together with the broker's credentials and the addresses of this site. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubNotice } from '#schemas/broker/hub-notice';
import type { HubSettings } from '#schemas/config/hub-settings';
import { secretMatches } from './broker/credential-secret.ts';
import { CREDENTIALS_FILE, Credentials } from './broker/credentials.ts';
import type { Clock } from './clock.ts';
import { isLoopback } from './config/read-settings.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { AgentRegister } from './fleet/agent-register.ts';
import { CredentialDesk } from './fleet/credential-desk.ts';
import { Enrolment } from './fleet/enrolment.ts';
import { HubNotices } from './fleet/hub-notices.ts';
import type { Store } from './store/store.ts';
import { VERSION } from './version.ts';

export interface EnrolmentRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly siteSettings: SiteSettings;
  readonly agents: AgentRegister;
  readonly news: {
    /** Where the embedded broker listens for this machine. */
    brokerUrl(): string | null;
    /** Where the hub itself listens, as this machine finds it. */
    origin(): string;
    credentialsChanged(): void;
    noticeAgent(agentId: string, notice: HubNotice | null): void;
  };
}

export type EnrolmentRooms = ReturnType<typeof createEnrolmentRooms>;

export function createEnrolmentRooms(deps: EnrolmentRoomDeps) {
  const { settings, clock, store, siteSettings, agents, news } = deps;
  const credentials = new Credentials({ path: join(settings.dataDir, CREDENTIALS_FILE), clock });
  const publicUrl = () => siteSettings.get('general').publicUrl;
  const tls = settings.http.tls;
  const changed = () => news.credentialsChanged();
  const credentialDesk = new CredentialDesk({
    book: credentials,
    store,
    clock,
    days: settings.fleet.credentialDays,
    isBrokerOurs: settings.broker.url === null,
    matches: secretMatches,
    canKeep: (agentId) => agents.keepsCredential(agentId),
    changed,
  });
  return {
    enrolment: new Enrolment({
      store,
      clock,
      credentials: {
        give: (id) => credentials.add({ kind: 'agent', id }),
        take: (id) => credentials.remove(`agent:${id}`),
      },
      broker: () => ({
        url: brokerUrl(settings.broker, publicUrl(), news.brokerUrl()),
        ca: brokerAuthority(settings.broker),
      }),
      hub: () => ({ url: publicUrl() ?? news.origin(), ca: hubAuthority(tls) }),
      changed,
    }),
    credentialDesk,
    hubNotices: new HubNotices({
      ids: () => new Set([...credentialDesk.ids(), ...agents.heard()]),
      about: () => ({
        version: VERSION,
        http: httpOf(news.origin(), publicUrl(), hubAuthority(tls)),
      }),
      isDue: (agentId) => credentialDesk.isDue(agentId),
      say: (agentId, notice) => news.noticeAgent(agentId, notice),
    }),
    /** How agents of other machines know the hub: its address, and its certificate where it has one. */
    hubAsSeen: (asked: string) => ({
      hub: publicUrl() ?? asked,
      certificate: tls === null ? null : fingerprint(tls.certFile),
    }),
  };
}

function httpOf(origin: string, url: string | null, ca: string | null): HubNotice['http'] {
  const { port, protocol } = new URL(origin);
  const isTls = protocol === 'https:';
  return { url, port: Number(port || (isTls ? 443 : 80)), isTls, ca };
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
  const own = tls === null ? null : (caFile ?? tls.certFile);
  const file = url === null ? own : caFile;
  return file === null ? null : readFileSync(file, 'utf8');
}

/** Read each time: certificates are renewed under the running hub. */
function hubAuthority(tls: HubSettings['http']['tls']): string | null {
  return tls === null ? null : readFileSync(tls.caFile ?? tls.certFile, 'utf8');
}

function fingerprint(certFile: string): string {
  const { fingerprint256 } = new X509Certificate(readFileSync(certFile));
  return fingerprint256.replaceAll(':', '').toLowerCase();
}
