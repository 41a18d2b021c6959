import type { PEOPLE_COLUMNS, PeopleQuery } from '#schemas/http/people';
import type { TeamId, UserId } from '#schemas/ids/ids';
import type { ListShape } from '../store/list-page.ts';
import { nameKey, type Person } from './person.ts';

type Filters = Pick<
  PeopleQuery,
  'q' | 'role' | 'status' | 'team' | 'from' | 'to' | 'seenFrom' | 'unseenSince'
>;

/** How lists of people are sorted. */
export const PEOPLE_SHAPE: ListShape<Person> = {
  columns: {
    name: ({ name }) => name,
    fullName: ({ fullName }) => fullName,
    email: ({ email }) => email,
    role: ({ role }) => role,
    status: ({ status }) => status,
    created: ({ createdMs }) => createdMs,
    lastSignIn: ({ lastSignInMs }) => lastSignInMs,
  } satisfies Record<(typeof PEOPLE_COLUMNS)[number], (person: Person) => string | number | null>,
  idOf: ({ userId }) => userId,
  sortedBy: 'name',
};

/** Those who fit all filters. Erased accounts never do; deleted ones only when they are asked for. */
export function filteredPeople(
  people: readonly Person[],
  filters: Filters,
  isMember: (teamId: TeamId, userId: UserId) => boolean,
): Person[] {
  const { role, status, team, from, to, seenFrom, unseenSince } = filters;
  const words = nameKey(filters.q ?? '');
  return people.filter((person) => {
    if (person.status === 'erased') return false;
    if (status === undefined ? person.status === 'deleted' : person.status !== status) return false;
    if (role !== undefined && person.role !== role) return false;
    if (from !== undefined && person.createdMs < from) return false;
    if (to !== undefined && person.createdMs >= to) return false;
    const seenMs = person.lastSignInMs ?? 0;
    if (seenFrom !== undefined && seenMs < seenFrom) return false;
    if (unseenSince !== undefined && seenMs >= unseenSince) return false;
    if (team !== undefined && !isMember(team, person.userId)) return false;
    return words === '' || mentions(person, words);
  });
}

function mentions({ name, fullName, email }: Person, words: string): boolean {
  return [name, fullName, email].some((text) => text !== null && nameKey(text).includes(words));
}
