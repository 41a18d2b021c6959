import { html } from 'htm/preact';
import { PEOPLE_ROUTES } from '#schemas/http/people';
import type { SessionRow, SignInRow } from '#schemas/http/session';
import { request } from '../../../http/request.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { person as words } from '../../../text/people.ts';
import { settings } from '../../../text/settings.ts';
import { SIGN_IN_COLUMNS, sessionColumns } from '../../settings/session-columns.ts';
import type { PersonTabProps } from './person-tab-props.ts';

/** Where a person is signed in, with the way to end it, and how the person came in of late. */
export function PersonSessions(props: PersonTabProps) {
  return html`<${Open} ...${props} />
    <h3>${settings.sessions.history}</h3>
    <${SignIns} ...${props} />`;
}

function Open({ person, onChanged }: PersonTabProps) {
  const { now, notices, questions } = useApp();
  const attempt = useAct();
  const { userId, name } = person;
  const columns = sessionColumns(() => now.value);
  const list = useList<SessionRow>(
    async (query, signal) => {
      const asked = { params: { userId }, signal };
      const { sessions } = await request(PEOPLE_ROUTES.personActivity, asked);
      return pageOfRows(sessions, columns, query);
    },
    [userId],
  );
  const mayEnd = person.actions.includes('endSessions');
  const end = async ({ sessionId, device }: SessionRow) => {
    const { endTitle: title, endLead, end: action } = settings.sessions;
    if (!(await questions.confirm({ title, sentence: endLead(device), action, isDanger: true })))
      return;
    await attempt(async () => {
      await request(PEOPLE_ROUTES.endPersonSession, { params: { userId, sessionId } });
      notices.done(words.sessions.ended);
      list.reload();
      onChanged();
    });
  };
  const endAll = async () => {
    const { endAll: action } = words.sessions;
    const title = `${action}: ${name}`;
    const sentence = words.sure.endSessions;
    if (!(await questions.confirm({ title, sentence, action, isDanger: true }))) return;
    await attempt(async () => {
      await request(PEOPLE_ROUTES.endPersonSessions, { params: { userId } });
      notices.done(words.done.endSessions(name));
      list.reload();
      onChanged();
    });
  };
  return html`<${DataTable}
    id="person-sessions"
    caption=${settings.sections.sessions}
    columns=${columns}
    list=${list}
    keyOf=${({ sessionId }: SessionRow) => sessionId}
    empty=${words.sessions.none}
    isSearchable=${false}
    buttons=${mayEnd && person.sessions > 0 && html`<button class="button" onClick=${endAll}>${words.sessions.endAll}</button>`}
    actions=${
      mayEnd
        ? (row: SessionRow) =>
            html`<button class="button" onClick=${() => end(row)}>
              ${words.sessions.end}<span class="spoken"> ${row.device}</span>
            </button>`
        : undefined
    }
  />`;
}

function SignIns({ person: { userId } }: PersonTabProps) {
  const list = useList<SignInRow>(
    async (query, signal) => {
      const asked = { params: { userId }, signal };
      const { signIns } = await request(PEOPLE_ROUTES.personSignIns, asked);
      return pageOfRows(signIns, SIGN_IN_COLUMNS, query);
    },
    [userId],
  );
  return html`<${DataTable}
    id="person-sign-ins"
    caption=${settings.sessions.history}
    columns=${SIGN_IN_COLUMNS}
    list=${list}
    keyOf=${({ atMs, event, address }: SignInRow) => `${atMs} ${event} ${address}`}
    empty=${settings.sessions.noHistory}
  />`;
}
