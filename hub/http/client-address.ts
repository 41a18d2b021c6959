import { type Networks, plainAddress } from './networks.ts';

/**
 * From where a request comes. `X-Forwarded-For` can be written by anybody, so it is believed only as far as our own proxies wrote
 * it: from its end backwards, while the one who passed it on is trusted. What is no address ends the walk at who said it.
 */
export function clientAddress(
  peer: string | null,
  forwardedFor: string | undefined,
  isTrusted: Networks,
): string {
  let address = peer === null ? null : plainAddress(peer);
  if (address === null) return 'unknown';
  const hops = forwardedFor?.split(',') ?? [];
  while (isTrusted(address)) {
    const before = plainAddress(hops.pop() ?? '');
    if (before === null) break;
    address = before;
  }
  return address;
}
