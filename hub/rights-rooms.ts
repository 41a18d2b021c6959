import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import type { Directory } from './people/directory.ts';
import { AreaBook } from './rights/area-book.ts';
import { GrantBook } from './rights/grant-book.ts';
import { Rights } from './rights/rights.ts';
import { RightsReading } from './rights/rights-reading.ts';
import { RoleBook } from './rights/role-book.ts';
import { Shares } from './rights/shares.ts';
import type { Store } from './store/store.ts';
import { TeamRegister } from './teams/team-register.ts';

export interface RightsRoomDeps {
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly directory: Directory;
  /** The path of a node of the plant's tree, or null. */
  readonly pathOf: (nodeId: string) => string | null;
}

export type RightsRooms = ReturnType<typeof createRightsRooms>;

/** The rooms that say who may do what, put together. */
export function createRightsRooms(deps: RightsRoomDeps) {
  const { clock, events, store, directory, pathOf } = deps;
  const teamRegister = new TeamRegister({ store });
  const teams = () => teamRegister.all().filter(({ archivedMs }) => archivedMs === null);
  const people = () => directory.all().filter(({ status }) => status !== 'erased');
  const grants = new GrantBook({ store, events });
  const areaBook = new AreaBook({ store, events });
  const roleBook = new RoleBook({
    store,
    events,
    clock,
    usesOf: (key) =>
      people().filter(({ role }) => role === key).length +
      teams().filter(({ roles }) => [...roles].includes(key)).length +
      areaBook.all(clock()).filter(({ role }) => role === key).length,
    isShared: (key) =>
      teams().some(({ roles }) => [...roles].includes(key)) ||
      areaBook.all(clock()).some(({ role }) => role === key),
  });
  const rights = new Rights({
    clock,
    roleBook,
    grants,
    areas: areaBook,
    accountOf: (userId) => {
      const person = directory.get(userId);
      return person && { role: person.role, isActive: person.status === 'active' };
    },
    teamsOf: (userId) =>
      teamRegister.of(userId).map(({ teamId, roles }) => ({ teamId, roles: [...roles] })),
  });
  return {
    teamRegister,
    grants,
    areaBook,
    roleBook,
    shares: new Shares({ store }),
    rights,
    rightsReading: new RightsReading({
      clock,
      roleBook,
      grants,
      areas: areaBook,
      rights,
      people,
      pathOf,
      teams: () => teams().map((team) => ({ ...team, roles: [...team.roles] })),
    }),
  };
}

/** Recalls who may do what. After the people. */
export async function startRightsRooms(rooms: RightsRooms): Promise<void> {
  await Promise.all([
    rooms.teamRegister.start(),
    rooms.roleBook.start(),
    rooms.grants.start(),
    rooms.areaBook.start(),
    rooms.shares.start(),
  ]);
}
