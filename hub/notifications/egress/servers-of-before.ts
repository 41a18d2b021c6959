import { AllowedServer, MAX_SERVERS } from '#schemas/config/channel-settings';
import { type Server, serverName, serversSet } from '#schemas/config/servers-set';
import type { SiteSettings } from '../../config/site-settings.ts';
import { SYSTEM_ACTOR } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import type { Egress } from './egress.ts';

/** Where it is written that this was done. */
const MARK = 'egress_servers_taken';
/** A name server that does not answer must not hold up the start. */
const WAIT_MS = 2_000;

export interface ServersOfBeforeDeps {
  readonly store: Store;
  readonly siteSettings: SiteSettings;
  readonly egress: Egress;
}

/**
 * Once, by the first start of a version that has mail relay and log servers under the rule of private addresses: those that the
 * site had set go on as before, each by its host and port, and the trail says so.
 */
export async function allowServersOfBefore(deps: ServersOfBeforeDeps): Promise<void> {
  const { store, siteSettings } = deps;
  if ((await store.read('SELECT 1 FROM counters WHERE name = ?', [MARK])).length > 0) return;
  const channels = siteSettings.get('channels');
  const set = (['mail', 'audit', 'channels'] as const).flatMap((section) =>
    serversSet(section, siteSettings.get(section)),
  );
  const servers = await privateOnes(deps, set);
  const egressServers = [...new Set([...channels.egressServers, ...servers])].slice(0, MAX_SERVERS);
  if (egressServers.length > channels.egressServers.length) {
    const revision = siteSettings.revision('channels');
    await siteSettings.replace('channels', { ...channels, egressServers }, revision, SYSTEM_ACTOR);
  }
  await store.write([{ sql: 'INSERT INTO counters VALUES (?, 1)', args: [MARK] }]);
}

/** Public ones need no permission; where a name leads cannot always be told now, and then it goes on as it did. */
async function privateOnes({ egress }: ServersOfBeforeDeps, servers: readonly Server[]) {
  const asked = servers.map(async (server) => {
    const known = egress.reach(server.host, server.port).then(
      (address) => address === null,
      () => true,
    );
    const isPrivate = await Promise.race([known, Bun.sleep(WAIT_MS).then(() => true)]);
    return isPrivate ? [serverName(server)] : [];
  });
  const names = (await Promise.all(asked)).flat();
  // What could not be entered by hand must not spoil the settings: they would be back at their defaults with the next start.
  return names.filter((name) => AllowedServer.safeParse(name).success);
}
