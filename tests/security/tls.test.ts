import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import { OPENSSL, selfSigned } from '../rig/self-signed.ts';
import { PeopleBox } from './people-box.ts';

if (OPENSSL === null) console.warn('HTTPS of the hub is not tested: openssl is not installed');

describe.skipIf(OPENSSL === null)('a hub with a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tremolo-https-'));
  let people: PeopleBox;
  let ca: string;

  beforeAll(async () => {
    const tls = await selfSigned(folder);
    ca = readFileSync(tls.certFile, 'utf8');
    people = await PeopleBox.start({ settings: { http: { host: '0.0.0.0', port: 0, tls } } });
  });
  afterAll(async () => {
    await people?.box.stop();
    rmSync(folder, { recursive: true });
  });

  const port = () => Number(new URL(people.origin).port);

  /** The version of TLS that both agree on, or why they do not. */
  const agreed = (version: SecureVersion) =>
    new Promise<string>((done) => {
      const socket = connect(
        { host: '127.0.0.1', port: port(), ca, minVersion: version, maxVersion: version },
        () => {
          done(`${socket.getProtocol()} ${socket.getCipher().name}`);
          socket.destroy();
        },
      );
      socket.on('error', (error) => done(`refused: ${error.message}`));
    });

  /** Status and headers of a request that trusts the hub's certificate and no other. */
  const ask = (method: string, path: string, body?: object) =>
    new Promise<{ status: number; headers: Record<string, string | string[] | undefined> }>(
      (done, fail) => {
        const asked = request(
          { host: '127.0.0.1', port: port(), ca, method, path, agent: false },
          (response) => {
            response.resume();
            done({ status: response.statusCode ?? 0, headers: response.headers });
          },
        );
        asked.on('error', fail);
        if (body !== undefined) asked.setHeader('content-type', 'application/json');
        asked.end(body && JSON.stringify(body));
      },
    );

  test('TLS 1.2 and 1.3 with forward secrecy are spoken, older versions are not', async () => {
    expect(await agreed('TLSv1.3')).toMatch(/^TLSv1\.3 TLS_/);
    expect(await agreed('TLSv1.2')).toMatch(/^TLSv1\.2 ECDHE-/);
    for (const old of ['TLSv1', 'TLSv1.1'] as const)
      expect(await agreed(old)).toStartWith('refused');
  });

  test('pages say that they come by HTTPS only, and cookies are bound to it', async () => {
    const health = await ask('GET', '/api/v1/health');
    expect(health.headers['strict-transport-security']).toContain('max-age=');
    await people.add('olga', 'operator');
    const login = { name: 'olga', password: 'seven violet tractors' };
    const { status, headers } = await ask('POST', '/api/v1/auth/login', login);
    expect(status).toBe(200);
    const cookies = headers['set-cookie'] ?? [];
    expect(cookies.length).toBe(2);
    for (const cookie of cookies) expect(cookie).toMatch(/^__(Host|Secure)-.*HttpOnly.*Secure/);
  });

  test('who does not know the authority does not trust the hub', async () => {
    const failed = await fetch(`https://127.0.0.1:${port()}/api/v1/health`).then(
      () => 'trusted',
      (error: Error) => error.message,
    );
    expect(failed).toMatch(/certificate|self.signed/i);
  });

  test('plain HTTP is not answered', async () => {
    const answer = await fetch(`http://127.0.0.1:${port()}/api/v1/health`).then(
      ({ status }) => status,
      () => 0,
    );
    expect([0, 400]).toContain(answer);
  });
});
