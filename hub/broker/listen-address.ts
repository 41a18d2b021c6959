import type { BrokerSettings } from '#schemas/config/broker-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Where the embedded broker listens without TLS: where the settings say on loopback or when plaintext is allowed
 * aloud; else, with TLS configured, on loopback only, as the hub itself connects there. Throws `settings_invalid`
 * when plaintext would leave the machine unasked.
 */
export function plaintextHost(settings: BrokerSettings): string {
  if (LOOPBACK.test(settings.host) || settings.allowPlaintext) return settings.host;
  if (settings.tls !== null) return '127.0.0.1';
  throw new TremoloError(
    'settings_invalid',
    `The broker would listen on ${settings.host} without TLS: set broker.tls, or broker.allowPlaintext = true.`,
  );
}

/** Where a process on this machine reaches a listener on `host`: a listener on all addresses is on loopback too. */
export function localUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host;
  return `mqtt://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
