/** Who somebody is to the doors: from what a request brings to a principal, and from a session to what screens show of it. */
import { placesFor } from '#schemas/access/navigation';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import type { SettingsOf } from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';
import type { SignInOptions } from '#schemas/http/access';
import type { RouteRow } from '#schemas/http/route-row';
import type { SessionInfo } from '#schemas/http/session';
import { maySomewhere } from './access/may-somewhere.ts';
import type { Principal, RequestTrace } from './access/principal.ts';
import type { Session } from './access/session.ts';
import type { Rooms } from './rooms.ts';

/** The main menu. */
function placesOf(principal: Principal): SessionInfo['navigation'] {
  const somewhere = PERMISSION_NAMES.filter((one) => maySomewhere(principal, one));
  return placesFor(principal.permissions, new Set(somewhere));
}

const NO_TRACE: RequestTrace = { correlationId: '', address: '', userAgent: null };

export class Identity {
  readonly #rooms: Rooms;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /**
   * Whoever holds the access token, or null when it is not good or its session has ended. Throws `account_inactive` when the
   * account may not work now, unless the request is the one that signs out.
   */
  async principalOfToken(
    token: string,
    { by, isLeaving }: { by: 'cookie' | 'bearer'; isLeaving: boolean },
    trace: RequestTrace,
  ): Promise<Principal | null> {
    const { accessTokens, sessions, principals, obstacleOf } = this.#rooms;
    const sessionId = await accessTokens.sessionOf(token);
    const session = sessionId === null ? null : sessions.find(sessionId);
    if (session === null) return null;
    sessions.saw(session);
    const obstacle = obstacleOf(session.userId);
    if (obstacle === null) return principals.ofSession(session, by, trace);
    if (isLeaving) return principals.ofLeaving(session, by, trace);
    throw obstacle;
  }

  /** Whoever uses the API key, or null. */
  principalOfKey(secret: string, trace: RequestTrace): Principal | null {
    const { keys, principals } = this.#rooms;
    const grant = keys.authenticate(secret, trace.address);
    return grant === null ? null : principals.ofKey(grant, trace);
  }

  /** The same person as he is now: rights change while a screen stays open. Null when the session has ended. */
  again(principal: Principal): Principal | null {
    const { sessions, keys, principals } = this.#rooms;
    const trace = {
      correlationId: principal.actor.correlationId ?? '',
      address: principal.actor.address ?? '',
      userAgent: principal.actor.userAgent,
    };
    if (principal.by === 'key') {
      const grant = keys.grantOf(principal.keyId ?? '');
      return grant === null ? null : principals.ofKey(grant, trace);
    }
    const session = principal.sessionId === null ? null : sessions.find(principal.sessionId);
    return session === null ? null : principals.ofSession(session, principal.by, trace);
  }

  /** Whether this request may do it here: everywhere, or by a role that holds in one of these scopes (nodes of the tree, areas). */
  mayIn(
    { permissions, inAreas }: Principal,
    permission: Permission,
    scopes: readonly string[],
  ): boolean {
    if (permissions.has(permission)) return true;
    return scopes.some((scope) => inAreas.get(scope)?.has(permission) ?? false);
  }

  /** Keeps in the audit trail that somebody asked for what he may not have. */
  refused(principal: Principal, { method, path, permission, alsoIn }: RouteRow): void {
    const { store, log } = this.#rooms;
    const asked = alsoIn === undefined ? permission : `${permission} ${alsoIn}`;
    const details = { route: `${method} ${path}`, permission: asked };
    store
      .record(
        [],
        [{ event: 'access.refused', actor: principal.actor, outcome: 'refused', details }],
      )
      .catch((error) => log.error('a refusal is not recorded', error));
  }

  /** Keeps in the audit trail that somebody looked at something, if the site wants that. Nobody waits for it. */
  seen({ actor }: Principal, { permission }: RouteRow, path: string): void {
    const { store, log, siteSettings } = this.#rooms;
    if (!siteSettings.get('audit').logReads) return;
    store
      .record([], [{ event: 'data.read', actor, details: { path, permission } }])
      .catch((error) => log.error('what somebody looked at is not recorded', error));
  }

  /** What the session's requests must carry as `x-csrf-token`. */
  csrfTokenOf(sessionId: string): string {
    return this.#rooms.vault.mac('csrf', sessionId);
  }

  /** All that the screens need to start. Throws `account_inactive` when the account may not work any more. */
  sessionInfo(session: Session): SessionInfo {
    const { directory, rights, siteSettings, preferences, principals } = this.#rooms;
    const principal = principals.ofSession(session, 'cookie', NO_TRACE);
    const person = directory.get(session.userId);
    if (principal === null || person === null) {
      throw refused('account_gone');
    }
    const impersonator =
      session.impersonatorId === null ? null : directory.get(session.impersonatorId);
    const { permissions, inAreas } = principal;
    return {
      user: {
        userId: person.userId,
        name: person.name,
        fullName: person.fullName,
        email: person.email,
        emailVerified: person.emailVerifiedMs !== null,
        role: person.role,
        roleName: rights.roles.get(person.role)?.name ?? person.role,
        timezone: person.timezone,
        language: person.language,
        isProtected: person.isProtected,
        origin: person.origin,
      },
      permissions: PERMISSION_NAMES.filter((one) => permissions.has(one)),
      areas: [...inAreas]
        .map(([area, all]) => ({ area, permissions: [...all.difference(permissions)] }))
        .filter((one) => one.permissions.length > 0),
      navigation: placesOf(principal),
      features: this.#features(),
      csrfToken: this.csrfTokenOf(session.sessionId),
      duty: principal.duty,
      impersonator: impersonator && { userId: impersonator.userId, name: impersonator.name },
      sessionId: session.sessionId,
      expiresMs: session.expiresMs,
      site: this.#site(siteSettings.get('general')),
      preferences: preferences.of(person.userId),
    };
  }

  /** What the sign-in page offers to whoever comes, besides the ways through a provider. */
  signInOptions(): Omit<SignInOptions, 'providers'> {
    const { siteSettings } = this.#rooms;
    const { siteName, environment, adminContact } = siteSettings.get('general');
    const policy = siteSettings.get('signIn');
    return {
      siteName,
      environment,
      registration: policy.registrationOpen,
      mail: siteSettings.get('mail').host !== null,
      adminContact,
      passwordMinLength: policy.passwordMinLength,
      passwordMinScore: policy.passwordMinScore,
    };
  }

  #features(): string[] {
    const { siteSettings } = this.#rooms;
    const mail = siteSettings.get('mail');
    const policy = siteSettings.get('signIn');
    return [
      ...(mail.host === null ? [] : ['mail']),
      ...(mail.smsGatewayUrl === null || !policy.smsCodes ? [] : ['sms']),
      ...(policy.registrationOpen ? ['registration'] : []),
    ];
  }

  #site(general: SettingsOf<'general'>): SessionInfo['site'] {
    const { siteName, environment, adminContact, developersUntilMs } = general;
    const isOver = developersUntilMs === null || developersUntilMs <= this.#rooms.clock();
    const untilMs = environment !== 'production' || isOver ? null : developersUntilMs;
    return { siteName, environment, adminContact, developersUntilMs: untilMs };
  }
}
