import type { MemberRole } from '#schemas/http/teams';
import type { TeamId, UserId } from '#schemas/ids/ids';

export interface Membership {
  readonly role: MemberRole;
  readonly sinceMs: number;
}

/** A team as it is kept: who is in it, and which roles its members have through it. */
export interface Team {
  readonly teamId: TeamId;
  readonly name: string;
  readonly description: string;
  readonly createdMs: number;
  readonly changedMs: number;
  /** When it was dissolved; null while it lives. */
  readonly archivedMs: number | null;
  readonly members: ReadonlyMap<UserId, Membership>;
  readonly roles: readonly string[];
}

/** Who owns it; null when that account was erased. */
export function ownerOf({ members }: Team): UserId | null {
  for (const [userId, { role }] of members) if (role === 'owner') return userId;
  return null;
}

/** What two spellings of a team’s name that look alike have in common. */
export function teamKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
