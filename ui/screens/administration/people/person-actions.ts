import { html } from 'htm/preact';
import { PEOPLE_ROUTES, type PersonAction } from '#schemas/http/people';
import { SESSION_ROUTES } from '#schemas/http/session';
import { request } from '../../../http/request.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { person as words } from '../../../text/people.ts';
import type { PersonTabProps } from './person-tab-props.ts';

/** What changes an account without asking for anything more. */
const PLAIN = {
  activate: PEOPLE_ROUTES.activatePerson,
  unlock: PEOPLE_ROUTES.unlockPerson,
  resetSecondFactor: PEOPLE_ROUTES.resetSecondFactor,
  endSessions: PEOPLE_ROUTES.endPersonSessions,
  suspend: PEOPLE_ROUTES.suspendPerson,
  delete: PEOPLE_ROUTES.deletePerson,
  restore: PEOPLE_ROUTES.restorePerson,
} as const;
/** In the order of how much they take away. Name and role are changed where they stand. */
const ORDER = [
  'restore',
  'activate',
  'unlock',
  'resetPassword',
  'resetSecondFactor',
  'endSessions',
  'suspend',
  'delete',
  'erase',
] as const satisfies readonly PersonAction[];
type Action = (typeof ORDER)[number];
const DANGEROUS: readonly PersonAction[] = ['resetSecondFactor', 'suspend', 'delete', 'erase'];

/** All that fits the state of the account, each with what it does; what is refused says why. */
export function PersonActions(props: PersonTabProps) {
  const { person } = props;
  const act = useAction(props);
  const refusalOf = (action: Action) =>
    person.refused.find((refused) => refused.action === action)?.sentence;
  // Nobody is locked most of the time, and nobody misses the way out of it then.
  const isIdle = (action: Action) =>
    (action === 'unlock' && person.lockedUntilMs === null) ||
    (action === 'resetSecondFactor' && !person.hasSecondFactor);
  const shown = ORDER.filter((action) => !isIdle(action)).filter(
    (action) => person.actions.includes(action) || refusalOf(action) !== undefined,
  );
  return html`<h3>${words.actionsTitle}</h3>
    <ul class="acts">
      ${shown.map((action) => {
        const why = refusalOf(action);
        return html`<li key=${action}>
          <p id=${`why-${action}`} class="muted">${why ?? words.sure[action]}</p>
          <button
            class="button"
            disabled=${why !== undefined}
            aria-describedby=${`why-${action}`}
            onClick=${() => act(action)}
          >
            ${words.actions[action]}
          </button>
        </li>`;
      })}
      <${Impersonation} ...${props} />
    </ul>`;
}

function useAction({ person, onChanged, onLink }: PersonTabProps): (action: Action) => void {
  const { router, notices, questions } = useApp();
  const attempt = useAct();
  const { userId, name } = person;
  const params = { userId };
  const restore = () =>
    void attempt(async () => {
      await request(PEOPLE_ROUTES.restorePerson, { params });
      notices.done(words.done.restore(name));
      onChanged();
    });
  const perform = async (action: Action) => {
    if (action === 'resetPassword') {
      onLink((await request(PEOPLE_ROUTES.resetPassword, { params })).reset);
      return;
    }
    if (action === 'erase') {
      await request(PEOPLE_ROUTES.erasePerson, { params, body: { confirm: true } });
      router.go('/administration/users');
    } else await request(PLAIN[action], { params });
    notices.done(words.done[action](name), action === 'delete' ? restore : null);
    if (action !== 'erase') onChanged();
  };
  return async (action) => {
    const question = {
      title: `${words.actions[action]}: ${name}`,
      sentence: words.sure[action],
      action: words.actions[action],
      isDanger: DANGEROUS.includes(action),
      ...(action === 'erase' ? { typed: name } : {}),
    };
    if (await questions.confirm(question)) await attempt(() => perform(action));
  };
}

function Impersonation({ person }: PersonTabProps) {
  const { session, router, questions } = useApp();
  const attempt = useAct();
  const own = session.state.value;
  const isOneself = own.kind === 'person' && own.info.user.userId === person.userId;
  const isPossible = person.status === 'active' && !person.isProtected && !isOneself;
  if (!session.may('user:impersonate') || !isPossible) return null;
  const begin = async () => {
    const { impersonate: title, impersonateLead: sentence } = words;
    if (!(await questions.confirm({ title, sentence, action: title }))) return;
    await attempt(async () => {
      const { userId } = person;
      session.enter(await request(SESSION_ROUTES.impersonate, { params: { userId } }));
      router.go('/');
    });
  };
  return html`<li>
    <p class="muted">${words.impersonateLead}</p>
    <button class="button" onClick=${begin}>${words.impersonate}</button>
  </li>`;
}
