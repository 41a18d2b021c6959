import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlantRig } from './plant-rig.ts';

/** Why Mosquitto cannot be tested here, or null. */
export function mosquittoAbsent(): string | null {
  return mosquittoBinary() === null ? 'the program mosquitto is not installed' : null;
}

export function mosquittoBinary(): string | null {
  return Bun.which('mosquitto') ?? Bun.which('mosquitto', { PATH: '/usr/sbin:/usr/local/sbin' });
}

/**
 * A real Mosquitto with the clients that the rig's console knows by now, as an administrator sets it up; the rig's hub is
 * told its address. Returns what ends it.
 */
export async function startMosquitto(rig: PlantRig, port: number): Promise<() => Promise<void>> {
  const hub = JSON.parse(await Bun.file(await rig.credential('hub', 'hub')).text());
  const folder = join(rig.dataDir, 'mosquitto');
  await rig.console(
    'mosquitto-config',
    '--out',
    folder,
    '--port',
    String(port),
    '--widen-gateways',
  );
  const config = join(folder, 'mosquitto.conf');
  // Started as root it becomes another user, who may not read what the console wrote.
  if (process.getuid?.() === 0) await appendFile(config, 'user root\n');
  const child = Bun.spawn([mosquittoBinary() ?? 'mosquitto', '-c', config], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  rig.hub.environment.TREMOLO_HUB_BROKER__URL = `mqtt://127.0.0.1:${port}`;
  rig.hub.environment.TREMOLO_HUB_BROKER__USERNAME = hub.username;
  rig.hub.environment.TREMOLO_HUB_BROKER__PASSWORD = hub.password;
  return async () => {
    child.kill();
    await child.exited;
  };
}
