import { BlockList, isIP } from 'node:net';

/** Whether an address lies in one of these networks: single addresses or CIDR, of either family. */
export type Networks = (address: string) => boolean;

/** The networks that such a list of the settings names. An empty list holds no address. */
export function networksOf(list: readonly string[]): Networks {
  const networks = new BlockList();
  for (const entry of list) {
    const [address, bits] = entry.split('/');
    const family = familyOf(address);
    if (bits === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && networks.check(address, familyOf(address));
}

/** An address as we compare, count and record it, or null for what is none: without a port, IPv4 as itself also inside of IPv6. */
export function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed;
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare)?.[1] ?? bare;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(withoutPort)?.[1] ?? withoutPort;
  return isIP(mapped) === 0 ? null : mapped.toLowerCase();
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
