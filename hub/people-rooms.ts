import { refused } from '#schemas/errors/refused';
import type { TeamId, UserId } from '#schemas/ids/ids';
import { erasingAccess } from './access/erasing-access.ts';
import type { AccessRooms } from './access-rooms.ts';
import { eraseStatements } from './audit/erase-statements.ts';
import { actsOf, signInsPerDay } from './audit/person-acts.ts';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { NotificationRooms } from './notification-rooms.ts';
import { AccountKeeper } from './people/account-keeper.ts';
import { AccountResets } from './people/account-resets.ts';
import { type Asker, isGoverning, refusalOfRole } from './people/account-rules.ts';
import { AccountStates } from './people/account-states.ts';
import { AccountSweeper } from './people/account-sweeper.ts';
import type { Directory } from './people/directory.ts';
import { HandedLinks } from './people/handed-links.ts';
import { People } from './people/people.ts';
import type { PeopleDeps } from './people/people-deps.ts';
import { PeopleImport } from './people/people-import.ts';
import { PeopleReading } from './people/people-reading.ts';
import { isSameName } from './people/person.ts';
import { PersonViews } from './people/person-views.ts';
import { Profiles } from './people/profiles.ts';
import { movingShares } from './rights/moving-shares.ts';
import type { Rights } from './rights/rights.ts';
import type { RightsRooms } from './rights-rooms.ts';
import { isOffered } from './sso/is-offered.ts';
import type { Statement } from './store/statement.ts';
import type { Store } from './store/store.ts';
import { TeamReading } from './teams/team-reading.ts';
import { type TeamBy, type TeamPerson, Teams } from './teams/teams.ts';

export interface PeopleRoomDeps {
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
  readonly rightsRooms: RightsRooms;
  readonly access: AccessRooms;
  readonly notifications: NotificationRooms;
  readonly keysOf: (userId: UserId) => number;
  /** Rooms besides those of rights that keep something about single people, and let it go with them. */
  readonly moreBooks?: readonly PersonBook[];
}

/** What a room keeps about single people. */
export interface PersonBook {
  erasing(userId: UserId): Statement[];
  erased(userId: UserId): void;
}

export type PeopleRooms = ReturnType<typeof createPeopleRooms>;

/** The rooms that look after accounts and teams, put together. */
export function createPeopleRooms(deps: PeopleRoomDeps) {
  const { store, clock, events, rightsRooms } = deps;
  const { teamRegister, rights, shares, areaBook } = rightsRooms;
  const log = createLog('people');
  const shared = peopleDeps(deps, {
    erasing: (userId) => teams.erasing(userId),
    erased: async (userId) => {
      for (const book of booksOf(deps)) book.erased(userId);
      await teams.erased(userId);
    },
  });
  const keeper = new AccountKeeper(shared);
  const handed = new HandedLinks(shared);
  const people = new People({ ...shared, keeper, handed });
  const accountStates = new AccountStates({ ...shared, keeper });
  const views = new PersonViews({ ...shared, keeper, states: accountStates });
  const personOf = (userId: UserId) => teamPerson(deps, userId);
  const teams: Teams = new Teams({
    store,
    clock,
    events,
    register: teamRegister,
    personOf,
    personNamed: (name) => teamPersonNamed(deps, name),
    permitRole: (role, teamId, by) => permitTeamRole(rights, keeper, role, teamId, by),
    mayAll: (roles, { userId, permissions }) => {
      const own = rights.lastingOf(userId).intersection(permissions);
      return roles.every((role) => rights.sharedPermissionsOf(role).isSubsetOf(own));
    },
    endingRights: (teamId, sharesTo) => [
      ...movingShares(teamId, sharesTo),
      ...areaBook.erasing(teamId),
    ],
    rightsEnded: async (teamId) => {
      shares.erased(teamId);
      areaBook.erased(teamId);
      await shares.start();
    },
  });
  return {
    people,
    accountStates,
    accountResets: new AccountResets({ ...shared, keeper, handed }),
    accountSweeper: new AccountSweeper({ states: accountStates, log }),
    peopleImport: new PeopleImport({ ...shared, keeper, people }),
    peopleReading: new PeopleReading({ ...shared, keeper, views }),
    personViews: views,
    profiles: new Profiles({ ...shared, keeper, handed }),
    teams,
    teamReading: new TeamReading({
      clock,
      register: teamRegister,
      teams,
      personOf,
      signInsPerDay: (userIds, sinceMs) => signInsPerDay(store, userIds, sinceMs),
    }),
  };
}

/** Recalls who waits to be erased. After the people. */
export async function startPeopleRooms(rooms: PeopleRooms): Promise<void> {
  await rooms.accountStates.start();
  rooms.accountSweeper.start();
}

function peopleDeps(
  deps: PeopleRoomDeps,
  teams: { erasing(userId: UserId): Statement[]; erased(userId: UserId): Promise<void> },
): PeopleDeps {
  const { store, clock, directory, siteSettings, rightsRooms, access } = deps;
  const { rights, teamRegister } = rightsRooms;
  const { mailer, notices } = deps.notifications;
  const { lockout, sessions, passwords, oneTimeLinks, secondFactors, reauthentication } = access;
  return {
    store,
    clock,
    directory,
    rights: {
      get roles() {
        return rights.roles;
      },
      standingOf: (userId) => rights.standingOf(userId),
    },
    passwords,
    links: oneTimeLinks,
    mail: {
      isConfigured: () => mailer.isConfigured(),
      letter: (to, kind, more) => notices.statementsTo(to, kind, more),
      wake: () => mailer.wake(),
    },
    sessions,
    teams: {
      of: (userId) =>
        teamRegister.of(userId).flatMap(({ teamId, name, members }) => {
          const role = members.get(userId)?.role;
          return role === undefined ? [] : [{ teamId, name, role }];
        }),
      isMember: (teamId, userId) => teamRegister.isMember(teamId, userId),
    },
    secondFactors,
    lockout,
    reauthenticate: (userId, password, actor) => reauthentication.password(userId, password, actor),
    keysOf: deps.keysOf,
    actsOf: (userId) => actsOf(store, userId),
    erasing: (userId) => [
      ...teams.erasing(userId),
      ...booksOf(deps).flatMap((book) => book.erasing(userId)),
      ...erasingAccess(userId),
      ...eraseStatements(userId),
    ],
    erased: (userId) => teams.erased(userId),
    deletedAccountDays: () => siteSettings.get('general').deletedAccountDays,
    isOffered: (origin) => isOffered(siteSettings.get('sso'), origin),
  };
}

function booksOf({ rightsRooms, moreBooks = [] }: PeopleRoomDeps): PersonBook[] {
  const { grants, areaBook, shares } = rightsRooms;
  return [grants, areaBook, shares, ...moreBooks];
}

function teamPerson({ directory }: PeopleRoomDeps, userId: UserId): TeamPerson | null {
  const person = directory.get(userId);
  if (person === null || person.status === 'erased') return null;
  const { name, fullName, status, lastSignInMs } = person;
  return { userId, name, fullName, isActive: status === 'active', lastSignInMs };
}

/** Not by address: who looks after a team must not find out whose address is known here. */
function teamPersonNamed(deps: PeopleRoomDeps, name: string): TeamPerson | null {
  const person = deps.directory.find(name);
  if (person === null || person.status !== 'active' || !isSameName(person.name, name)) return null;
  return teamPerson(deps, person.userId);
}

/** A team carries no role that looks after others: who is in it is not for administrators alone to say. */
async function permitTeamRole(
  rights: Rights,
  keeper: AccountKeeper,
  { key, isGiven }: { key: string; isGiven: boolean },
  teamId: TeamId,
  { asker, actor }: TeamBy,
): Promise<void> {
  const role = keeper.roleOf(key);
  // A role that is gone can always be taken away.
  if (role === null && !isGiven) return;
  if (role !== null && isGiven && isGoverning(role)) {
    throw refused('team_governing_role');
  }
  const { userId, permissions: scopes } = asker;
  const permissions = rights.lastingOf(userId);
  const full: Asker = { userId, role: actor.role, permissions, scopes };
  const refusal = refusalOfRole(full, role, true);
  await keeper.obey(refusal, 'team.roles_changed', teamId, actor, { role: key });
}
