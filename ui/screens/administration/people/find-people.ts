import { PEOPLE_ROUTES } from '#schemas/http/people';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import type { Pick } from '../../../parts/form/pick-field.ts';

const SHOWN = 8;

/** The first few accounts that can sign in and fit the words, to pick one of. */
export async function findPeople(q: string, signal: AbortSignal): Promise<Pick[]> {
  const query = { q, status: 'active', limit: SHOWN };
  const { items } = await request(PEOPLE_ROUTES.people, { query, signal });
  return items.map(({ userId, name, fullName }) => ({
    id: userId,
    word: name,
    ...(fullName === null ? {} : { more: fullName }),
  }));
}

/** The same of teams that are not dissolved. */
export async function findTeams(q: string, signal: AbortSignal): Promise<Pick[]> {
  const { items } = await request(TEAM_ROUTES.teams, { query: { q, limit: SHOWN }, signal });
  return items.map(({ teamId, name, description }) => ({
    id: teamId,
    word: name,
    ...(description === '' ? {} : { more: description }),
  }));
}
