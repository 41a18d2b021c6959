import type { Permission } from '#schemas/access/permissions';
import type { Duty } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Principal, RequestTrace } from './principal.ts';
import type { Session } from './session.ts';

interface Account {
  readonly userId: UserId;
  readonly name: string;
  readonly role: string;
}

type Allowed = Pick<Principal, 'permissions' | 'inAreas'>;

export interface PrincipalDeps {
  readonly events: Events;
  readonly clock: Clock;
  /** The account, or null when there is none that may work now. */
  readonly accountOf: (userId: UserId) => Account | null;
  readonly permissionsOf: (userId: UserId) => ReadonlySet<Permission>;
  /** What the person may within areas, by the name of the area. */
  readonly inAreasOf: (userId: UserId) => Allowed['inAreas'];
  /** What the person must do first; without a session, for one of the person’s API keys. */
  readonly dutyOf: (userId: UserId, session: Session | null) => Duty | null;
}

/** Rights that end by the clock are asked anew after so long at the latest; all other changes are seen at once. */
const FRESH_MS = 1_000;
/** All that is left to somebody who has to do something else first. */
const WITH_DUTY: readonly Permission[] = ['session:own', 'account:own'];
/** What nobody may do in another’s name: reach into accounts, rights and policy, leave keys behind, or touch what is that person’s alone. */
const NEVER_FOR_ANOTHER =
  /^((account|key|user|role|team|setting|audit|notification|dashboard):|fleet:enrol$)/;

const NOWHERE: Allowed['inAreas'] = new Map();

/** Makes principals of sessions and keys. What a person may do is remembered for a moment: it is asked on every request. */
export class Principals {
  readonly #deps: PrincipalDeps;
  readonly #known = new Map<string, Allowed & { untilMs: number }>();

  constructor(deps: PrincipalDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { events } = this.#deps;
    events.on('personChanged', ({ userId }) => this.#known.delete(userId));
    events.on('rightsChanged', () => this.#known.clear());
    events.on('settingsChanged', () => this.#known.clear());
  }

  /** Whoever holds the session; null when that account may not work any more. */
  ofSession(session: Session, by: 'cookie' | 'bearer', trace: RequestTrace): Principal | null {
    const account = this.#deps.accountOf(session.userId);
    if (account === null) return null;
    const duty =
      session.impersonatorId === null ? this.#deps.dutyOf(session.userId, session) : null;
    return {
      userId: account.userId,
      name: account.name,
      sessionId: session.sessionId,
      keyId: null,
      ...this.#allowedBy(session, duty),
      duty,
      isLeaving: false,
      by,
      actor: {
        userId: account.userId,
        role: account.role,
        sessionId: session.sessionId,
        keyId: null,
        impersonatorId: session.impersonatorId,
        name: account.name,
        ...trace,
      },
    };
  }

  /** Somebody whose account may not work any more: all that is left is to sign out. */
  ofLeaving(session: Session, by: 'cookie' | 'bearer', trace: RequestTrace): Principal {
    const { userId, sessionId, impersonatorId } = session;
    const who = { userId, sessionId, keyId: null };
    return {
      ...who,
      name: '',
      permissions: new Set(['session:own'] as const),
      inAreas: NOWHERE,
      duty: null,
      isLeaving: true,
      by,
      actor: { ...who, role: null, impersonatorId, name: null, ...trace },
    };
  }

  /** Whoever uses the key: never more than its owner may at this moment. */
  ofKey(
    key: { keyId: string; userId: UserId; scopes: ReadonlySet<Permission> },
    trace: RequestTrace,
  ): Principal | null {
    const account = this.#deps.accountOf(key.userId);
    if (account === null || this.#deps.dutyOf(key.userId, null) !== null) return null;
    return {
      userId: account.userId,
      name: account.name,
      sessionId: null,
      keyId: key.keyId,
      permissions: this.#allOf(key.userId).permissions.intersection(key.scopes),
      inAreas: NOWHERE,
      duty: null,
      isLeaving: false,
      by: 'key',
      actor: {
        userId: account.userId,
        role: account.role,
        sessionId: null,
        keyId: key.keyId,
        impersonatorId: null,
        name: account.name,
        ...trace,
      },
    };
  }

  #allowedBy(session: Session, duty: Duty | null): Allowed {
    const own = this.#allOf(session.userId);
    const { permissions } = own;
    if (duty !== null) {
      const left = WITH_DUTY.filter((permission) => permissions.has(permission));
      return { permissions: new Set(left), inAreas: NOWHERE };
    }
    if (session.impersonatorId === null) return { permissions, inAreas: own.inAreas };
    const real =
      this.#deps.accountOf(session.impersonatorId) === null
        ? new Set<Permission>()
        : this.#allOf(session.impersonatorId).permissions;
    const both = [...permissions].filter((one) => real.has(one) && !NEVER_FOR_ANOTHER.test(one));
    return { permissions: new Set(both), inAreas: NOWHERE };
  }

  #allOf(userId: UserId): Allowed {
    const nowMs = this.#deps.clock();
    const known = this.#known.get(userId);
    if (known !== undefined && known.untilMs > nowMs) return known;
    const { permissionsOf, inAreasOf } = this.#deps;
    const untilMs = nowMs + FRESH_MS;
    const allowed = { permissions: permissionsOf(userId), inAreas: inAreasOf(userId), untilMs };
    this.#known.set(userId, allowed);
    return allowed;
  }
}
