import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_ROLES, type BuiltInRole } from '#schemas/access/roles';
import { newId } from '#schemas/ids/ids';
import { insertPerson, newPerson, type Person } from './people/person.ts';
import type { Rooms } from './rooms.ts';
import { SYSTEM_ACTOR } from './store/actor.ts';

const FILE = 'sample-accounts.txt';
/** Nobody shows a site to visitors as its administrator, nor as its developer. */
const NOT_FOR_SHOW: readonly BuiltInRole[] = ['admin', 'developer'];

interface Wanted {
  readonly name: string;
  readonly role: BuiltInRole;
  readonly status: Person['status'];
}

/**
 * Makes the accounts for demonstration and for developers that the settings ask for, where the site is not in production. Each
 * gets a random password, which stands in a file that only the hub's user reads; the developer's account waits to be activated.
 */
export async function makeSampleAccounts(rooms: Rooms): Promise<void> {
  const wanted = wantedAccounts(rooms).filter(({ name }) => rooms.directory.find(name) === null);
  if (wanted.length === 0) return;
  if (rooms.siteSettings.get('general').environment === 'production') {
    rooms.log.warn('sample accounts are asked for, and not made: this site is in production');
    return;
  }
  const lines: string[] = [];
  for (const one of wanted) lines.push(`${one.name}\t${await make(rooms, one)}\t${one.status}`);
  const path = join(rooms.settings.dataDir, FILE);
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'a' });
  rooms.log.warn('sample accounts were made', { accounts: lines.length, passwordsIn: path });
}

function wantedAccounts({ settings }: Rooms): Wanted[] {
  const roles = Object.keys(BUILT_IN_ROLES) as BuiltInRole[];
  const shown = roles.filter((role) => !NOT_FOR_SHOW.includes(role));
  return [
    ...(settings.access.demoAccounts
      ? shown.map((role) => ({ name: `demo-${role}`, role, status: 'active' as const }))
      : []),
    ...(settings.access.developerAccount
      ? [{ name: 'dev', role: 'developer' as const, status: 'inactive' as const }]
      : []),
  ];
}

async function make(rooms: Rooms, { name, role, status }: Wanted): Promise<string> {
  const { store, passwords, directory, clock } = rooms;
  const password = randomBytes(15).toString('base64url');
  const userId = newId('us');
  const person = { ...newPerson({ userId, name, role, isSample: true, nowMs: clock() }), status };
  const statements = await passwords.statements(userId, password, { mustChange: false });
  await store.record(
    [insertPerson(person), ...statements],
    [
      {
        event: 'user.sample_made',
        actor: SYSTEM_ACTOR,
        resourceId: userId,
        details: { role, status },
        subject: { userId, personal: { name } },
      },
    ],
  );
  passwords.took(userId, { mustChange: false });
  directory.know(person);
  return password;
}
