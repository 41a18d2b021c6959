import type { PersonAction, PersonDetail, PersonRow } from '#schemas/http/people';
import { PERSON_ACTIONS } from '#schemas/http/people';
import type { AccountKeeper } from './account-keeper.ts';
import { type Asker, fitsState, refusalOf } from './account-rules.ts';
import type { AccountStates } from './account-states.ts';
import type { PeopleDeps } from './people-deps.ts';
import type { Person } from './person.ts';

/** Accounts as others see them. */
export class PersonViews {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper; states: AccountStates };

  constructor(deps: PeopleDeps & { keeper: AccountKeeper; states: AccountStates }) {
    this.#deps = deps;
  }

  /** As lists show it to the one who asks. Never called for erased accounts. */
  row(person: Person, asker: Asker): PersonRow {
    const { rights, teams, secondFactors, lockout, keeper } = this.#deps;
    const { userId, name, fullName, email, role, isProtected, origin, createdMs } = person;
    const account = keeper.accountOf(person);
    return {
      userId,
      name,
      fullName,
      email,
      emailVerified: person.emailVerifiedMs !== null,
      role,
      roleName: rights.roles.get(role)?.name ?? role,
      status: person.status === 'erased' ? 'deleted' : person.status,
      isProtected,
      origin,
      teams: teams.of(userId).map((team) => ({ teamId: team.teamId, name: team.name })),
      hasSecondFactor: secondFactors.methodsOf(userId).length > 0,
      lockedUntilMs: lockout.lockedUntilMs(userId),
      createdMs,
      lastSignInMs: person.lastSignInMs,
      actions: actionsOn(person, this.#deps).filter(
        (action) => refusalOf(asker, action, account) === null,
      ),
    };
  }

  /** All that is known of it. */
  detail(person: Person, asker: Asker): PersonDetail {
    const { passwords, secondFactors, sessions, keysOf, states, keeper } = this.#deps;
    const { userId, timezone, language, changedMs } = person;
    const account = keeper.accountOf(person);
    return {
      ...this.row(person, asker),
      timezone,
      language,
      changedMs,
      isSample: person.isSample,
      mustChangePassword: passwords.mustChange(userId),
      factors: secondFactors.methodsOf(userId).filter((method) => method !== 'backup'),
      sessions: sessions.of(userId).length,
      keys: keysOf(userId),
      erasedFromMs: states.eraseFromMs(userId),
      refused: actionsOn(person, this.#deps)
        .filter((action) => fitsState(action, account.status))
        .flatMap((action) => {
          const refusal = refusalOf(asker, action, account);
          return refusal === null ? [] : [{ action, sentence: refusal.message }];
        }),
    };
  }
}

/** Of what can be done to accounts: all, but whom a provider signs in has no password here. */
function actionsOn(
  { origin }: Person,
  { isOffered }: Pick<PeopleDeps, 'isOffered'>,
): PersonAction[] {
  return PERSON_ACTIONS.filter((action) => action !== 'resetPassword' || !isOffered(origin));
}
