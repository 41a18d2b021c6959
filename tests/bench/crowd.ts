import { HubSettings } from '#schemas/config/hub-settings';
import type { ImportAnswer } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import { createRooms, type Rooms, startRooms, stopRooms } from '../../hub/rooms.ts';
import { strangerAt } from '../../hub/store/actor.ts';
import { lockData } from '../../hub/store/data-lock.ts';
import type { PlantRig } from '../rig/plant-rig.ts';

/** One of the people of a bench, signed in: what a browser of theirs sends. */
export interface Member {
  userId: UserId;
  role: string;
  cookie: string;
  refreshCookie: string;
  csrfToken: string;
}

/** A role of the site's own: reads accounts and the audit trail, without an administrator's second factor. */
export const AUDITOR = {
  key: 'auditor',
  name: 'Auditor',
  description: 'Reads accounts and the audit trail.',
  inherits: ['operator'],
  permissions: ['user:read', 'role:read', 'audit:read', 'analytics:read'],
};
/** Of every ten people of a site. */
export const ROLES = [
  'viewer',
  'operator',
  'operator',
  'viewer',
  'engineer',
  'operator',
  'analyst',
  'operator',
  'auditor',
  'executive',
];
const IMPORTED_AT_ONCE = 500;

/**
 * Makes accounts by the import that administrators use, and a session of its own for each. The hub is stopped for a moment and
 * the sessions are opened by its own rooms: hashing a thousand passwords would take minutes and measure nothing.
 */
export async function gatherCrowd(rig: PlantRig, count: number): Promise<Member[]> {
  await rig.browser.ask('POST', '/api/v1/roles', AUDITOR);
  const people: { userId: UserId; role: string }[] = [];
  while (people.length < count) {
    people.push(...(await importPeople(rig, people.length, count)));
  }
  await rig.hub.stop();
  const members = await openSessions(rig.dataDir, people);
  await rig.startHub();
  return members;
}

async function importPeople(rig: PlantRig, from: number, count: number) {
  const lines = ['name,email,full_name,role'];
  for (let n = from; n < Math.min(count, from + IMPORTED_AT_ONCE); n++) {
    lines.push(`person${n},person${n}@plant.example,Person ${n},${ROLES[n % ROLES.length]}`);
  }
  const { kept, rows } = await rig.browser.ask<ImportAnswer>('POST', '/api/v1/users/import', {
    csv: lines.join('\n'),
    dryRun: false,
    confirm: true,
  });
  const wrong = rows.find(({ errors }) => errors.length > 0);
  if (!kept) throw new Error(`the people are not imported: ${JSON.stringify(wrong)}`);
  return rows.map(({ userId, role }) => ({ userId: userId as UserId, role }));
}

async function openSessions(
  dataDir: string,
  people: readonly { userId: UserId; role: string }[],
): Promise<Member[]> {
  const nothing = () => undefined;
  const lock = lockData(dataDir);
  const rooms = createRooms(HubSettings.parse({ dataDir }), Date.now, {
    notify: () => false,
    plotOf: async () => null,
    digestOf: () => Promise.reject(new Error('No digests are sent.')),
    stored: nothing,
    publishAssignment: nothing,
    pointsMoved: nothing,
    fleetPoints: () => [],
    sayOfJob: () => undefined,
    orderAgent: () => undefined,
    watchLog: () => undefined,
    partition: () => undefined,
    orderCapture: () => undefined,
    valuesChanged: () => undefined,
    askRebirth: () => undefined,
    brokerUrl: () => null,
    origin: () => '',
    credentialsChanged: () => undefined,
    noticeAgent: () => undefined,
    storeCrashed: (error) => {
      throw new Error('The store crashed.', { cause: error });
    },
  });
  await startRooms(rooms);
  const members = await Promise.all(people.map((person) => openSession(rooms, person)));
  await stopRooms(rooms);
  lock.release();
  return members;
}

async function openSession(
  { access, vault }: Rooms,
  { userId, role }: { userId: UserId; role: string },
): Promise<Member> {
  const actor = strangerAt('127.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', null);
  const opened = await access.openSession({ userId, how: 'password', remember: true }, actor);
  return {
    userId,
    role,
    cookie: `tremolo=${opened.accessToken}`,
    refreshCookie: `tremolo-refresh=${opened.refreshToken}`,
    csrfToken: vault.mac('csrf', opened.session.sessionId),
  };
}
