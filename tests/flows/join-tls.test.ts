import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJoinCode, writeJoinCode } from '#schemas/config/join-code';
import type { MadeJoinToken } from '#schemas/http/enrolment';
import type { SystemState } from '#schemas/http/system';
import { joinHub } from '../../agent/join.ts';
import { Child } from '../rig/child.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { OPENSSL, signedByPlant } from '../rig/self-signed.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-join-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Agents are told the port that the settings name, so it has to be one. */
function freePort(): number {
  const listener = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: { data: () => undefined },
  });
  listener.stop(true);
  return listener.port;
}

for (const trusts of ['the certificate alone', 'the authority of the plant'] as const) {
  describe.skipIf(OPENSSL === null)(
    `a hub under the plant’s own authority; agents know ${trusts}`,
    () => {
      let rig: PlantRig;
      let agent: Child | null = null;
      let code = '';
      let caFile = '';

      beforeAll(async () => {
        const files = await signedByPlant(folder);
        caFile = files.caFile;
        const { certFile, keyFile } = files;
        const authority: Record<string, string> =
          trusts === 'the certificate alone'
            ? {}
            : { TREMOLO_HUB_HTTP__TLS__CA_FILE: caFile, TREMOLO_HUB_BROKER__CA_FILE: caFile };
        rig = new PlantRig({
          agents: 0,
          hubSettings: {
            TREMOLO_HUB_HTTP__TLS__CERT_FILE: certFile,
            TREMOLO_HUB_HTTP__TLS__KEY_FILE: keyFile,
            TREMOLO_HUB_BROKER__TLS__CERT_FILE: certFile,
            TREMOLO_HUB_BROKER__TLS__KEY_FILE: keyFile,
            TREMOLO_HUB_BROKER__TLS__PORT: String(freePort()),
            ...authority,
          },
        });
        rig.trusts = readFileSync(caFile, 'utf8');
        await rig.start();
        const asked = { agentId: 'agent-5' };
        const made = await rig.browser.ask<MadeJoinToken>(
          'POST',
          '/api/v1/agents/join-tokens',
          asked,
        );
        code = made.command.split(' ').at(-1) ?? '';
      }, 60_000);
      afterAll(async () => {
        await agent?.stop();
        await rig?.stop();
      });

      test('whoever comes between is not taken for it', async () => {
        const told = readJoinCode(code);
        if (told === null) throw new Error('It was written by us.');
        const wrong = writeJoinCode({ ...told, certificate: 'ab'.repeat(32) });
        const refusal = await joinHub(wrong, join(folder, 'wrong')).then(
          () => 'joined',
          (error: Error) => error.message,
        );
        expect(refusal).toContain('Somebody else answers');
      });

      test('it is joined, and broker and API are reached over TLS from then on', async () => {
        const dataDir = join(folder, `agent ${trusts}`);
        agent = new Child({
          name: 'agent-5',
          args: ['agent/main.ts', '--join', code],
          environment: {
            TREMOLO_AGENT_DATA_DIR: dataDir,
            TREMOLO_AGENT_LANES: '1',
            TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '20000',
          },
        });
        await agent.start();
        const kept = () => JSON.parse(readFileSync(join(dataDir, 'credential.json'), 'utf8'));
        expect(kept().url).toStartWith('mqtts://');
        expect(readFileSync(join(dataDir, 'hub-ca.pem'), 'utf8')).toContain('BEGIN CERTIFICATE');
        await eventually(
          async () => {
            const { agents } = await rig.get<SystemState>('/api/v1/system');
            return agents[0]?.status === 'online';
          },
          10_000,
          'it is online',
        );
        // Replacing its credential takes both: the API, and the broker that lets it in.
        const { password } = kept();
        await rig.browser.ask('POST', '/api/v1/agents/agent-5/renew-credential');
        await eventually(
          async () => kept().password !== password && kept().next === null,
          15_000,
          'it has another credential',
        );
      }, 40_000);
    },
  );
}
