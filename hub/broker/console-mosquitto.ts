import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BrokerSettings } from '#schemas/config/broker-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { ConsoleContext } from './console-command.ts';
import { need, optionalNumber, readOptions } from './console-words.ts';
import { CREDENTIALS_FILE, Credentials } from './credentials.ts';
import { dynamicSecurity, mosquittoConf, unconfinable } from './mosquitto-config.ts';

/** Where distributions put the plug-in. */
export const PLUGIN_PATHS: readonly string[] = [
  '/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so',
  '/usr/lib/aarch64-linux-gnu/mosquitto_dynamic_security.so',
  '/usr/lib/arm-linux-gnueabihf/mosquitto_dynamic_security.so',
  '/usr/lib64/mosquitto_dynamic_security.so',
  '/usr/lib/mosquitto_dynamic_security.so',
  '/usr/local/lib/mosquitto_dynamic_security.so',
];

/** `mosquitto-config`: writes `mosquitto.conf` and `dynamic-security.json` into a folder. */
export async function mosquittoConfig(context: ConsoleContext): Promise<void> {
  const options = readOptions(context.words, {
    out: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    plugin: { type: 'string' },
    'widen-gateways': { type: 'boolean' },
  });
  const folder = resolve(need(options.out, 'out'));
  const widenGateways = options['widen-gateways'] === true;
  const path = join(context.dataDir, CREDENTIALS_FILE);
  const rows = await new Credentials({ path, clock: context.clock }).list();
  const securityPath = join(folder, 'dynamic-security.json');
  await mkdir(folder, { recursive: true });
  await writeFile(securityPath, dynamicSecurity(rows, widenGateways), { mode: 0o600 });
  const conf = mosquittoConf({
    host: typeof options.host === 'string' ? options.host : '127.0.0.1',
    port: optionalNumber(options.port, 'port') ?? 1883,
    pluginPath: pluginPath(options.plugin),
    securityPath,
    maxPacketBytes: BrokerSettings.parse({}).maxPacketBytes,
  });
  await writeFile(join(folder, 'mosquitto.conf'), conf);
  context.print(`${rows.length} clients written to ${folder}`);
  context.print(
    `Give the folder to the user that Mosquitto runs as: chown -R mosquitto: ${folder}`,
  );
  for (const { username, sensorPrefix } of unconfinable(rows)) {
    context.print(
      widenGateways
        ? `${username} may publish for every sensor: Mosquitto cannot confine it to ${sensorPrefix}…`
        : `${username} may publish nothing: Mosquitto cannot confine it to ${sensorPrefix}…; --widen-gateways lets it publish for every sensor`,
    );
  }
}

function pluginPath(asked: string | boolean | undefined): string {
  if (typeof asked === 'string') return asked;
  const found = PLUGIN_PATHS.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new TremoloError(
    'request_invalid',
    'Mosquitto’s mosquitto_dynamic_security.so is not in a usual place: say --plugin FILE.',
  );
}
