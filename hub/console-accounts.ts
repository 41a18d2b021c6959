import type { HubSettings } from '#schemas/config/hub-settings';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { UserId } from '#schemas/ids/ids';
import type { ConsoleOrderKind } from './access/console-orders.ts';
import { isAbout } from './access/lockout-subjects.ts';
import type { ConsoleCommand, ConsoleContext } from './broker/console-command.ts';
import { localOrigin } from './config/local-origin.ts';
import type { Person } from './people/person.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { CONSOLE_ACTOR } from './store/actor.ts';
import type { Statement } from './store/statement.ts';

const actor = CONSOLE_ACTOR;

/** Accounts from the server's console: the way back in for the only administrator. A running hub follows within a second. */
export function accountCommands(settings: HubSettings): ConsoleCommand[] {
  const onPerson =
    (act: (rooms: Rooms, person: Person, context: ConsoleContext) => Promise<void>) =>
    (context: ConsoleContext) =>
      withRooms(settings, context, (rooms) => act(rooms, personIn(rooms, context.words), context));
  return [
    {
      name: 'unlock',
      usage: 'NAME',
      purpose: 'Forgets the failed sign-ins that locked an account.',
      run: onPerson(unlock),
    },
    {
      name: 'reset-password',
      usage: 'NAME',
      purpose: 'Ends the password and all sessions; prints a one-time link to a new password.',
      run: onPerson(resetPassword),
    },
    {
      name: 'reset-second-factor',
      usage: 'NAME',
      purpose: 'Takes all second factors off an account and ends its sessions.',
      run: onPerson(resetSecondFactor),
    },
    {
      name: 'rotate-signing-key',
      usage: '',
      purpose: 'Signs access tokens with a new key; those of the old one run out by themselves.',
      run: (context) =>
        withRooms(settings, context, async (rooms) => {
          await rooms.signingKeys.rotate(actor, [order(rooms, 'rotate_key', null)]);
          context.print('A new key signs from now on.');
        }),
    },
    {
      name: 'rotate-audit-key',
      usage: '',
      purpose: 'Signs the audit trail with a new key; what came before stays signed with the old.',
      run: (context) =>
        withRooms(settings, context, async ({ checkpoints }) => {
          await checkpoints.start();
          const keyId = await checkpoints.rotate(actor);
          context.print(
            `Keep a copy elsewhere of both: audit/public-key-${keyId}.pem and the one before.`,
          );
        }),
    },
  ];
}

async function unlock({ store, ...rooms }: Rooms, person: Person, { print }: ConsoleContext) {
  const rows = await store.read('SELECT subject FROM sign_in_failures');
  const subjects = rows.map(({ subject }) => String(subject)).filter(isAbout(person.userId));
  await store.record(
    [
      ...subjects.map((subject) => ({
        sql: 'DELETE FROM sign_in_failures WHERE subject = ?',
        args: [subject],
      })),
      order(rooms, 'unlock', person.userId),
    ],
    [{ event: 'auth.unlocked', actor, ...about(person) }],
  );
  print('The account is unlocked.');
}

async function resetPassword(rooms: Rooms, person: Person, { print }: ConsoleContext) {
  if (person.origin !== 'local') {
    throw refused('account_of_company');
  }
  const { userId } = person;
  const link = rooms.oneTimeLinks.make('reset', userId, person.email);
  await rooms.store.record(
    [
      ...rooms.passwords.ending(userId),
      ...link.statements,
      ...sessionsEnd(userId),
      order(rooms, 'reset_password', userId),
    ],
    [{ event: 'user.password_reset', actor, ...about(person) }],
  );
  const { publicUrl } = rooms.siteSettings.get('general');
  print(`${publicUrl ?? localOrigin(rooms.settings.http)}/reset#token=${link.token}`);
}

async function resetSecondFactor(rooms: Rooms, { userId }: Person, { print }: ConsoleContext) {
  const also = [...sessionsEnd(userId), order(rooms, 'reset_second_factor', userId)];
  await rooms.secondFactors.reset(userId, actor, also);
  print('The account has no second factor now.');
}

/** In the store; the running hub ends them in its memory. */
function sessionsEnd(userId: UserId): Statement[] {
  const theirs = 'user_id = ? OR impersonator_id = ?';
  return [
    {
      sql: `DELETE FROM refresh_tokens WHERE session_id IN (SELECT session_id FROM sessions WHERE ${theirs})`,
      args: [userId, userId],
    },
    { sql: `DELETE FROM sessions WHERE ${theirs}`, args: [userId, userId] },
  ];
}

function order(
  { consoleOrders }: Pick<Rooms, 'consoleOrders'>,
  kind: ConsoleOrderKind,
  userId: UserId | null,
): Statement {
  return consoleOrders.statement({ kind, userId });
}

const about = ({ userId, name }: Person) => ({
  resourceId: userId,
  subject: { userId, personal: { name } },
});

function personIn({ directory }: Rooms, words: readonly string[]): Person {
  const name = words.join(' ');
  const person = name === '' ? null : directory.find(name);
  if (person !== null) return person;
  const unknown = name === '' ? '' : `There is no account "${name}". `;
  throw new TremoloError(
    'request_invalid',
    `${unknown}Say the sign-in name or e-mail of an account.`,
  );
}

/** Opens what the commands need, and nothing that a hub beside it does already. */
async function withRooms(
  settings: HubSettings,
  { clock }: ConsoleContext,
  act: (rooms: Rooms) => Promise<void>,
): Promise<void> {
  const rooms = createRooms(settings, clock, {
    stored: () => undefined,
    publishAssignment: () => undefined,
    pointsMoved: () => undefined,
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
    notify: () => false,
    plotOf: async () => null,
    digestOf: () => Promise.reject(new Error('The console sends no digests.')),
    noticeAgent: () => undefined,
    storeCrashed: (error) => {
      throw new Error('The store crashed.', { cause: error });
    },
  });
  await rooms.store.start();
  try {
    rooms.vault.start();
    await Promise.all([rooms.siteSettings.start(), rooms.directory.start()]);
    await act(rooms);
  } finally {
    await rooms.store.stop();
  }
}
