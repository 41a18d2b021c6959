import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type BulkAnswer, PEOPLE_ROUTES, type PersonRow } from '#schemas/http/people';
import type { RoleInfo } from '#schemas/http/rights';
import type { UserId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { people } from '../../../text/people.ts';
import { useSavedPeople } from './saved-people.ts';
import { UsersBulkOutcome } from './users-bulk-outcome.ts';
import { UsersBulkRole } from './users-bulk-role.ts';

const words = people.bulk;
const PLAIN = ['suspend', 'activate', 'delete', 'restore'] as const;
type Plain = (typeof PLAIN)[number];
const DANGEROUS: readonly Plain[] = ['suspend', 'delete'];

/** What can be done to all selected accounts, and what became of each. */
export function UsersBulk({
  rows,
  roles,
  clear,
  reload,
}: {
  rows: readonly PersonRow[];
  roles: readonly RoleInfo[];
  clear: () => void;
  reload: () => void;
}) {
  const { session, notices, questions } = useApp();
  const attempt = useAct();
  const save = useSavedPeople();
  const isChoosing = useSignal(false);
  /** With the rows as they were: what was done may have taken some of them off the list. */
  const refused = useSignal<{
    outcomes: BulkAnswer['outcomes'];
    rows: readonly PersonRow[];
  } | null>(null);
  const userIds = rows.map(({ userId }) => userId);
  const take = (outcomes: BulkAnswer['outcomes'], undo: (() => void) | null = null) => {
    const done = outcomes.filter((outcome) => outcome.done).length;
    if (done > 0) notices.done(words.done(done), undo);
    reload();
    if (done < outcomes.length) refused.value = { outcomes, rows };
    else clear();
  };
  const send = (action: Plain, ids: UserId[]) =>
    request(PEOPLE_ROUTES.bulkPeople, { body: { action, userIds: ids } });
  const bringBack = (outcomes: BulkAnswer['outcomes']) => () => {
    const gone = outcomes.filter(({ done }) => done).map(({ userId }) => userId);
    void attempt(async () => take((await send('restore', gone)).outcomes));
  };
  const act = async (action: Plain) => {
    const question = {
      title: words.title[action](rows.length),
      sentence: words.lead[action],
      action: words[action],
      isDanger: DANGEROUS.includes(action),
    };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      const { outcomes } = await send(action, userIds);
      take(outcomes, action === 'delete' ? bringBack(outcomes) : null);
    });
  };
  // Only what can be done to at least one of them is offered.
  const offered = PLAIN.filter((action) => rows.some(({ actions }) => actions.includes(action)));
  const mayGive =
    session.may('role:assign') && rows.some(({ actions }) => actions.includes('role'));
  return html`
    ${
      mayGive &&
      html`<button
        class="button"
        onClick=${() => {
          isChoosing.value = true;
        }}
      >
        ${words.role}
      </button>`
    }
    ${offered.map((action) => html`<button key=${action} class="button" onClick=${() => act(action)}>${words[action]}</button>`)}
    <button class="button" onClick=${() => save({ ids: userIds.join(',') })}>${words.export}</button>
    ${
      isChoosing.value &&
      html`<${UsersBulkRole}
        userIds=${userIds}
        roles=${roles}
        onDone=${take}
        onClose=${() => {
          isChoosing.value = false;
        }}
      />`
    }
    ${
      refused.value !== null &&
      html`<${UsersBulkOutcome}
        ...${refused.value}
        onClose=${() => {
          refused.value = null;
          clear();
        }}
      />`
    }
  `;
}
