import { TremoloError } from '#schemas/errors/tremolo-error';
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
  throw new TremoloError('not_found', `There is no ${kind} of this name to share with.`);
}

/** Whoever sees Tremolo as another person would otherwise keep what is that person’s when he is himself again. Throws `forbidden`. */
export function refuseForAnother({ actor }: Principal): void {
  if (actor.impersonatorId === null) return;
  throw new TremoloError('forbidden', 'Nobody shares in another person’s name.');
}
