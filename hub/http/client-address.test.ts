import { expect, test } from 'bun:test';
import { clientAddress } from './client-address.ts';
import { networksOf, plainAddress } from './networks.ts';

const trusted = networksOf(['10.1.0.0/16', 'fd00::/8']);

test('a stranger who writes X-Forwarded-For is still himself', () => {
  expect(clientAddress('192.0.2.1', '10.9.9.9', trusted)).toBe('192.0.2.1');
  expect(clientAddress('192.0.2.1', '127.0.0.1, 10.1.0.1', networksOf([]))).toBe('192.0.2.1');
});

test('a trusted proxy is believed about who came to it, and not about what that one said', () => {
  expect(clientAddress('10.1.0.1', '198.51.100.7', trusted)).toBe('198.51.100.7');
  expect(clientAddress('10.1.0.1', '127.0.0.1, 198.51.100.7', trusted)).toBe('198.51.100.7');
  expect(clientAddress('::ffff:10.1.0.1', '198.51.100.7, 10.1.0.2', trusted)).toBe('198.51.100.7');
  expect(clientAddress('fd00::1', '[2001:DB8::7]:4433', trusted)).toBe('2001:db8::7');
});

test('what is no address ends the walk at who said it', () => {
  for (const said of [
    '',
    'unknown',
    '198.51.100.7, ',
    'x'.repeat(10_000),
    '1.2.3.4.5',
    undefined,
  ]) {
    expect(clientAddress('10.1.0.1', said, trusted)).toBe('10.1.0.1');
  }
  expect(clientAddress(null, '198.51.100.7', trusted)).toBe('unknown');
});

test('addresses compare whatever form they come in', () => {
  expect(['1.2.3.4:88', '::FFFF:1.2.3.4', ' 1.2.3.4 '].map(plainAddress)).toEqual(
    Array(3).fill('1.2.3.4'),
  );
  expect(['', 'localhost', '1.2.3', '[::1', '1.2.3.4/8'].map(plainAddress)).toEqual(
    Array(5).fill(null),
  );
});

test('a network holds its own addresses and no others', () => {
  const networks = networksOf(['10.20.0.0/16', '192.0.2.7', '2001:db8::/32']);
  const within = ['10.20.255.255', '192.0.2.7', '2001:db8::1'];
  const outside = ['10.21.0.0', '192.0.2.8', '2001:db9::1', 'unknown', '::1'];
  expect(within.filter(networks)).toEqual(within);
  expect(outside.filter(networks)).toEqual([]);
  expect(networksOf(['0.0.0.0/0'])('1.2.3.4')).toBe(true);
});
