import { expect, test } from 'bun:test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificates } from './read-certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-certificates-'));
const file = (name: string) => join(folder, name);
execFileSync(
  'openssl',
  [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '30',
    '-subj',
    '/O=Mill/CN=idp.mill.example',
  ].concat(['-keyout', file('key.pem'), '-out', file('certificate.pem')]),
  { stdio: 'ignore' },
);
const fingerprint = execFileSync('openssl', [
  'x509',
  '-in',
  file('certificate.pem'),
  '-noout',
  '-fingerprint',
  '-sha256',
])
  .toString()
  .split('=')[1]
  .trim();
const pem = readFileSync(file('certificate.pem'), 'utf8');
rmSync(folder, { recursive: true });

test('a certificate says whose it is, its fingerprint as openssl says it, and how long it holds', () => {
  const [facts] = readCertificates(`Bag Attributes\n${pem}`);
  expect(facts.subject).toBe('O=Mill, CN=idp.mill.example');
  expect(facts.fingerprint).toBe(fingerprint);
  expect(facts.toMs - facts.fromMs).toBe(30 * 86_400_000);
  expect(Math.abs(Date.now() - facts.fromMs)).toBeLessThan(60_000);
});

test('each of several is told', () => {
  expect(readCertificates(pem + pem)).toHaveLength(2);
});

test('what is none is refused in a sentence, never told as one', () => {
  expect(() => readCertificates('hello')).toThrow('There is no certificate in this text.');
  const torn = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(200)}\n-----END CERTIFICATE-----`;
  expect(() => readCertificates(torn)).toThrow('This certificate cannot be read.');
});
