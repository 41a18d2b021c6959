import { refused } from '#schemas/errors/refused';
import type { UserId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Rooms } from '../rooms.ts';

/**
 * Whom somebody means by a name when he shares. Only teams of one’s own: whoever shares with a team that he does not know learns
 * that it exists. Throws `not_found`.
 */
export function subjectNamed(
  { directory, teamRegister }: Pick<Rooms, 'directory' | 'teamRegister'>,
  kind: 'person' | 'team',
  name: string,
  userId: UserId,
): string {
  const person = kind === 'person' ? directory.find(name) : null;
  const team = teamRegister.of(userId).find((one) => one.name === name);
  if (kind === 'person' && person?.status === 'active') return person.userId;
  if (kind === 'team' && team !== undefined) return team.teamId;
  throw refused('share_name_unknown', { what: kind });
}

/** Whoever sees Tremolo as another person would otherwise keep what is that person’s when he is himself again. Throws `forbidden`. */
export function refuseForAnother({ actor }: Principal): void {
  if (actor.impersonatorId === null) return;
  throw refused('share_as_another');
}
