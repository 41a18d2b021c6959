import { isIPv6 } from 'node:net';

/** The network that an address belongs to: the first 24 bits of IPv4, 48 of IPv6. A use from another one is worth an alert. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [head, tail] = plain.split('::').map((part) => part.split(':').filter(Boolean));
  const gap = tail === undefined ? [] : Array(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...gap, ...(tail ?? [])].slice(0, 3);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/48`;
}
