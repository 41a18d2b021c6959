import type { HubSettings } from '#schemas/config/hub-settings';

/** Whether browsers see https: the hub speaks TLS itself, or a proxy of ours does before it. */
export function isHttps({ tls, tlsAtProxy }: HubSettings['http']): boolean {
  return tls !== null || tlsAtProxy;
}
