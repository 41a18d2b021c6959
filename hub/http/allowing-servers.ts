import { MAX_SERVERS } from '#schemas/config/channel-settings';
import { type Server, serverName, serversSet } from '#schemas/config/servers-set';
import type { SettingsOf } from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';
import type { SectionChange } from '../config/site-settings.ts';
import type { Rooms } from '../rooms.ts';

type SettingRooms = Pick<Rooms, 'siteSettings' | 'egress'>;

/**
 * The change with what it needs: a mail relay, gateway or log server at a private address is entered among the servers that are
 * allowed when the person has agreed to exactly that host and port, in the same transaction. Throws `confirmation_needed` where
 * the person has not, and `request_invalid` for a server that the change does not name.
 */
export async function allowingServers(
  rooms: SettingRooms,
  change: SectionChange,
  allows: readonly string[],
): Promise<SectionChange[]> {
  const { section, next } = change;
  const before = serversSet(section, rooms.siteSettings.get(section)).map(serverName);
  const set = serversSet(section, next);
  const names = set.map(serverName);
  const stranger = allows.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw refused('server_not_named', { server: stranger });
  }
  const needed: string[] = [];
  for (const server of set) {
    const name = serverName(server);
    if (before.includes(name) && !allows.includes(name)) continue;
    if (!(await isPrivate(rooms, change, server))) continue;
    if (!allows.includes(name)) throw refused('server_private', { server: name });
    needed.push(name);
  }
  return needed.length === 0 ? [change] : withAllowed(rooms, change, needed);
}

/** What no name server knows now may be there tomorrow; it is checked each time that the hub speaks to it. */
function isPrivate(
  { egress }: SettingRooms,
  { section, next }: SectionChange,
  { host, port }: Server,
): Promise<boolean> {
  const rules = section === 'channels' ? (next as SettingsOf<'channels'>) : undefined;
  return egress.reach(host, port, rules).then(
    (address) => address === null,
    () => false,
  );
}

function withAllowed(
  { siteSettings }: SettingRooms,
  change: SectionChange,
  allows: readonly string[],
): SectionChange[] {
  const isChannels = change.section === 'channels';
  const channels = isChannels
    ? (change.next as SettingsOf<'channels'>)
    : siteSettings.get('channels');
  const egressServers = [...new Set([...channels.egressServers, ...allows])];
  if (egressServers.length > MAX_SERVERS) {
    throw refused('servers_full', { count: MAX_SERVERS });
  }
  const next = { ...channels, egressServers };
  if (isChannels) return [{ ...change, next }];
  return [change, { section: 'channels', next, revision: siteSettings.revision('channels') }];
}
