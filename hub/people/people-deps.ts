import type { Permission } from '#schemas/access/permissions';
import type { Role } from '#schemas/access/roles';
import type { AuditEventName } from '#schemas/audit/events';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { SecondFactorMethod } from '#schemas/http/access';
import type { MemberRole } from '#schemas/http/teams';
import type { SessionId, TeamId, UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Asker } from './account-rules.ts';
import type { Directory } from './directory.ts';

/** On whose behalf something is done: the rights it is judged by, and the name that the audit trail keeps. */
export interface By {
  readonly asker: Asker;
  readonly actor: Actor;
}

/** What the room needs of the rights of people. */
export interface PeopleRights {
  readonly roles: ReadonlyMap<string, Role>;
  /** What the account may, or would again once it is let in. */
  standingOf(userId: UserId): ReadonlySet<Permission>;
}

/** What the room needs of passwords. Statements stand in the transaction of the change that they belong to. */
export interface PeoplePasswords {
  weaknessOf(password: string, words: readonly string[]): Promise<TremoloError | null>;
  statements(
    userId: UserId,
    password: string,
    options: { mustChange: boolean },
  ): Promise<Statement[]>;
  took(userId: UserId, options: { mustChange: boolean }): void;
  mustChange(userId: UserId): boolean;
  /** Ends the password: only a one-time link leads in then. */
  ending(userId: UserId): readonly Statement[];
}

/** One-time links, and the letters that bring them. */
export interface PeopleLinks {
  make(
    kind: 'reset' | 'verify_email' | 'invite',
    userId: UserId,
    target?: string | null,
  ): { token: string; expiresMs: number; statements: readonly Statement[] };
}

export type LetterKind = 'invite' | 'reset_by_administrator' | 'verify_email' | 'address_changing';

export interface PeopleMail {
  /** Whether letters can be sent at all. */
  isConfigured(): boolean;
  /** Letters as statements for the transaction of what they tell of; then `wake`. `link` is a path of this hub. */
  letter(
    to: { readonly address: string; readonly name: string },
    kind: LetterKind,
    more: { readonly link?: string; readonly uselessMs?: number },
  ): Statement[];
  /** Says that a letter waits to be sent. */
  wake(): void;
}

export interface OpenSession {
  readonly sessionId: SessionId;
  readonly address: string;
  readonly userAgent: string | null;
  readonly how: string;
  readonly createdMs: number;
  readonly lastSeenMs: number;
  readonly expiresMs: number;
}

export interface PeopleSessions {
  of(userId: UserId): readonly OpenSession[];
  end(sessionId: SessionId, actor: Actor, event: AuditEventName): Promise<boolean>;
  endAllOf(userId: UserId, options: { except?: SessionId }, actor: Actor): Promise<number>;
}

export interface PeopleTeams {
  of(userId: UserId): readonly { teamId: TeamId; name: string; role: MemberRole }[];
  isMember(teamId: TeamId, userId: UserId): boolean;
}

/** An act of a person as the audit trail keeps it. */
export interface Act {
  readonly seq: number;
  readonly atMs: number;
  readonly event: string;
  readonly outcome: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
}

/** All that the room of people needs of the others; `hub/rooms.ts` hands it in. */
export interface PeopleDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly rights: PeopleRights;
  readonly passwords: PeoplePasswords;
  readonly links: PeopleLinks;
  readonly mail: PeopleMail;
  readonly sessions: PeopleSessions;
  readonly teams: PeopleTeams;
  readonly secondFactors: {
    methodsOf(userId: UserId): readonly SecondFactorMethod[];
    reset(userId: UserId, actor: Actor): Promise<void>;
  };
  readonly lockout: {
    lockedUntilMs(userId: UserId): number | null;
    unlock(userId: UserId): void;
  };
  /** Throws unless it is the person’s own password, asked for again; null for somebody who has none. */
  readonly reauthenticate: (userId: UserId, password: string | null, actor: Actor) => Promise<void>;
  readonly keysOf: (userId: UserId) => number;
  readonly actsOf: (userId: UserId) => Promise<readonly Act[]>;
  /** What every room keeps about a person, to be deleted when the person is erased. */
  readonly erasing: (userId: UserId) => readonly Statement[];
  /** Tells the rooms that it is gone. */
  readonly erased: (userId: UserId) => Promise<void>;
  readonly deletedAccountDays: () => number;
  /** Whether the provider that vouches for accounts of this origin can sign people in now. */
  readonly isOffered: (origin: string) => boolean;
}
