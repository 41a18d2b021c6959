import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  type HandedLink,
  PEOPLE_ROUTES,
  type PersonAction,
  type PersonDetail,
} from '#schemas/http/people';
import { SESSION_ROUTES } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { text } from '../../text/en.ts';
import { count, dateTime } from '../../text/numbers.ts';
import { LinkToHandOver } from './link-to-hand-over.ts';
import { confirmed } from './new-person-dialog.ts';

const words = administration.users;

/** What changes an account without asking for anything more. */
const PLAIN = {
  suspend: PEOPLE_ROUTES.suspendPerson,
  activate: PEOPLE_ROUTES.activatePerson,
  unlock: PEOPLE_ROUTES.unlockPerson,
  resetSecondFactor: PEOPLE_ROUTES.resetSecondFactor,
  delete: PEOPLE_ROUTES.deletePerson,
  restore: PEOPLE_ROUTES.restorePerson,
} as const;
const ORDER: readonly PersonAction[] = [
  'activate',
  'unlock',
  'resetPassword',
  'resetSecondFactor',
  'suspend',
  'delete',
  'restore',
  'erase',
];
const DANGEROUS: readonly PersonAction[] = ['suspend', 'delete', 'erase', 'resetSecondFactor'];

/** One account: what is known of it, and what may be done to it. */
export function PersonDialog({
  userId,
  roles,
  onClose,
  onChanged,
}: {
  userId: UserId;
  roles: readonly (readonly [string, string])[];
  onClose: () => void;
  onChanged: () => void;
}) {
  const { state, reload } = useLoad(
    (signal) => request(PEOPLE_ROUTES.person, { params: { userId }, signal }),
    [userId],
  );
  const handed = useSignal<HandedLink | null>(null);
  const loaded = state.value;
  const changed = () => {
    reload();
    onChanged();
  };
  const title = loaded.kind === 'ready' ? loaded.value.name : administration.sections.users;
  return html`<${Dialog} title=${title} onClose=${onClose} wide>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${
      handed.value !== null
        ? html`<${LinkToHandOver} handed=${handed.value} onDone=${onClose} />`
        : loaded.kind === 'ready' &&
          html`<div class="stack">
            <${Facts} person=${loaded.value} />
            <${RoleChoice} person=${loaded.value} roles=${roles} onChanged=${changed} />
            <${Actions}
              person=${loaded.value}
              onChanged=${changed}
              onClose=${onClose}
              onLink=${(link: HandedLink) => {
                handed.value = link;
                onChanged();
              }}
            />
            <${Activity} userId=${userId} />
            <div class="dialog-buttons">
              <button class="button primary" onClick=${onClose}>${text.close}</button>
            </div>
          </div>`
    }
  <//>`;
}

function Facts({ person }: { person: PersonDetail }) {
  const rows: [string, string][] = [
    [words.fullName, person.fullName ?? ''],
    [words.email, person.email ?? ''],
    [words.role, person.roleName],
    [words.status, words.statuses[person.status]],
    [words.factor, person.hasSecondFactor ? words.yes : words.no],
    [words.teams, person.teams.map(({ name }) => name).join(', ')],
    [words.sessions, count(person.sessions)],
    [words.keys, count(person.keys)],
    [words.registered, dateTime(person.createdMs)],
  ];
  return html`<dl class="facts">
      ${rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    ${person.isProtected && html`<p class="muted">${words.protected}</p>`}`;
}

function RoleChoice({
  person,
  roles,
  onChanged,
}: {
  person: PersonDetail;
  roles: readonly (readonly [string, string])[];
  onChanged: () => void;
}) {
  const { notices, questions } = useApp();
  const role = useSignal(person.role);
  if (!person.actions.includes('role')) return null;
  const change = async () => {
    const params = { userId: person.userId };
    const send = (confirm: boolean) =>
      request(PEOPLE_ROUTES.changeRole, { params, body: { role: role.value, confirm } });
    const question = {
      title: words.confirmRole,
      sentence: words.sure.role,
      action: words.actions.role,
    };
    try {
      if ((await confirmed(send, () => questions.confirm(question))) === null) return;
      notices.done(words.done);
      onChanged();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<div class="with-button">
    <${SelectField} id="person-role" label=${words.role} value=${role} choices=${roles} />
    <button class="button" disabled=${role.value === person.role} onClick=${change}>
      ${words.actions.role}
    </button>
  </div>`;
}

function Actions({
  person,
  onChanged,
  onClose,
  onLink,
}: {
  person: PersonDetail;
  onChanged: () => void;
  onClose: () => void;
  onLink: (link: HandedLink) => void;
}) {
  const { session, router, notices, questions } = useApp();
  const { userId, name } = person;
  const params = { userId };
  const perform = async (action: PersonAction) => {
    if (action === 'resetPassword') {
      onLink((await request(PEOPLE_ROUTES.resetPassword, { params })).reset);
      return;
    }
    if (action === 'erase') {
      await request(PEOPLE_ROUTES.erasePerson, { params, body: { confirm: true } });
      onClose();
    } else if (action in PLAIN) await request(PLAIN[action as keyof typeof PLAIN], { params });
    notices.done(words.done);
    onChanged();
  };
  const act = async (action: PersonAction) => {
    const isDanger = DANGEROUS.includes(action);
    const question = {
      title: `${words.actions[action]}: ${name}`,
      sentence: words.sure[action],
      action: words.actions[action],
      isDanger,
      ...(action === 'erase' ? { typed: name } : {}),
    };
    if (!(await questions.confirm(question))) return;
    try {
      await perform(action);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  const impersonate = async () => {
    const question = {
      title: words.impersonate,
      sentence: words.impersonateLead,
      action: words.impersonate,
    };
    if (!(await questions.confirm(question))) return;
    try {
      session.enter(await request(SESSION_ROUTES.impersonate, { params }));
      onClose();
      router.go('/');
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  const allowed = ORDER.filter((action) => person.actions.includes(action));
  return html`<div class="row">
    ${allowed.map(
      (action) => html`<button key=${action} class="button" onClick=${() => act(action)}>
        ${words.actions[action]}
      </button>`,
    )}
    ${
      session.may('user:impersonate') &&
      person.status === 'active' &&
      !person.isProtected &&
      html`<button class="button" onClick=${impersonate}>${words.impersonate}</button>`
    }
  </div>`;
}

function Activity({ userId }: { userId: UserId }) {
  const { state, reload } = useLoad(
    (signal) => request(PEOPLE_ROUTES.personActivity, { params: { userId }, signal }),
    [userId],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${1} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  const entries = loaded.value.entries.slice(0, 10);
  return html`<section>
    <h3>${words.activity}</h3>
    ${entries.length === 0 && html`<p class="muted">${words.noActivity}</p>`}
    <ul class="plain-list">
      ${entries.map(
        ({ seq, atMs, says, outcome }) => html`<li key=${seq}>
          <span class="muted">${dateTime(atMs)}</span> ${says}${outcome !== 'done' && ` (${outcome})`}
        </li>`,
      )}
    </ul>
  </section>`;
}
