import { expect, test } from 'bun:test';
import { BUILT_IN_ROLES, permissionsOfRole, type Role } from '#schemas/access/roles';
import { Random } from '#signal/synth/random';
import { type Memory, nextAsk } from './api-mix.ts';
import { AUDITOR, ROLES } from './crowd.ts';

const roles = new Map<string, Role>([
  ...Object.entries(BUILT_IN_ROLES),
  [AUDITOR.key, AUDITOR as Role],
]);

function memory(): Memory {
  return {
    pointIds: ['pt_01HZX3T7Q00000000000000000'],
    userIds: ['us_01HZX3T7Q00000000000000000'],
    random: new Random(1),
    nowMs: () => 1_800_000_000_000,
    diagnosisId: 'dg_01HZX3T7Q00000000000000000',
    keyId: null,
    writes: 0,
  };
}

test.each([...new Set(ROLES)])('%s asks for what the role may, as the routes want it', (role) => {
  const may = permissionsOfRole(role, roles);
  const person = memory();
  let writes = 0;
  for (let i = 0; i < 2_000; i++) {
    const { row, params, query, body } = nextAsk(role, person);
    expect(may).toContain(row.permission as never);
    row.params?.parse(params);
    row.query?.parse(query ?? {});
    row.body?.parse(body);
    if (row.method !== 'GET') writes++;
  }
  expect(writes).toBeGreaterThan(100);
  expect(writes).toBeLessThan(500);
});

test('a key is made before it is revoked, and each is revoked once', () => {
  const person = memory();
  const made: string[] = [];
  const revoked: (string | undefined)[] = [];
  for (let i = 0; i < 2_000; i++) {
    const { row, params, took } = nextAsk('operator', person);
    if (row.path === '/api/v1/keys' && row.method === 'POST') {
      made.push(`key ${i}`);
      took?.({ key: { keyId: `key ${i}` } } as never);
    }
    if (row.method === 'DELETE') revoked.push(params?.keyId);
  }
  expect(made.length).toBeGreaterThan(10);
  expect(revoked).toEqual(made.slice(0, revoked.length));
});
