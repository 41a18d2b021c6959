import { expect, test } from 'bun:test';
import { networkOf } from './network-of.ts';

test('addresses of one network are one, however they are written', () => {
  const networks = {
    '192.0.2.7': '192.0.2.0/24',
    '::ffff:192.0.2.9': '192.0.2.0/24',
    '2001:db8:1:2::5': '2001:db8:1::/48',
    '2001:0db8:0001:ffff:1:2:3:4': '2001:db8:1::/48',
    '::1': '0:0:0::/48',
    'fe80::1%eth0': 'fe80:0:0::/48',
  };
  for (const [address, network] of Object.entries(networks)) {
    expect(networkOf(address)).toBe(network);
  }
});
