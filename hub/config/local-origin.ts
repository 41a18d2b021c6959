import type { HubSettings } from '#schemas/config/hub-settings';

/** Listening there means everywhere, which is no address that a browser opens. */
const EVERYWHERE = ['0.0.0.0', '::'];

/** The hub's address as a browser on the same machine opens it, by what the settings say. */
export function localOrigin({ host, port, tls }: HubSettings['http']): string {
  const name = EVERYWHERE.includes(host) ? '127.0.0.1' : host;
  return `${tls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
