import { existsSync, readFileSync } from 'node:fs';
import { HubSettings } from '#schemas/config/hub-settings';
import { layeredSettings } from '#schemas/config/layered-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** Variables of the hub; each other part of Tremolo has its own prefix. */
export const HUB_PREFIX = 'TREMOLO_HUB_';
const DEFAULT_FILE = 'tremolo.toml';

/**
 * The hub's settings: defaults, then the file of `--config FILE` (or `tremolo.toml` here, when there is one), then
 * `TREMOLO_HUB_…` variables. Throws `settings_invalid` with a sentence that names what is wrong.
 */
export function readSettings(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): HubSettings {
  const settings = layeredSettings(HubSettings, readFile(args), environment, HUB_PREFIX);
  refuseOpenPlaintext(settings);
  refuseUnknownProxy(settings);
  return settings;
}

function readFile(args: readonly string[]): unknown {
  const at = args.indexOf('--config');
  const asked = at < 0 ? null : args[at + 1];
  if (asked === undefined) throw new TremoloError('settings_invalid', '--config needs a file.');
  if (asked === null && !existsSync(DEFAULT_FILE)) return {};
  const file = asked ?? DEFAULT_FILE;
  try {
    return Bun.TOML.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TremoloError('settings_invalid', `The settings file ${file} cannot be read.`, {
      cause,
    });
  }
}

/** Whether only this machine can reach `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function refuseOpenPlaintext({ http }: HubSettings): void {
  if (isLoopback(http.host) || http.tls !== null || http.allowPlaintext) return;
  throw new TremoloError(
    'settings_invalid',
    `Listening on ${http.host} would send passwords in the clear: set http.tls, or http.allowPlaintext = true where the network itself is trusted.`,
  );
}

function refuseUnknownProxy({ http }: HubSettings): void {
  if (!http.tlsAtProxy || http.trustedProxies.length > 0) return;
  throw new TremoloError(
    'settings_invalid',
    'http.tlsAtProxy needs http.trustedProxies: the addresses of the proxy that ends TLS.',
  );
}
