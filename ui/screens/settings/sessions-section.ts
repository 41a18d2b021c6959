import { html } from 'htm/preact';
import { SESSION_ROUTES, type SessionRow, type SignInRow } from '#schemas/http/session';
import { request } from '../../http/request.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { pageOfRows } from '../../parts/table/page-of-rows.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { settings } from '../../text/settings.ts';
import { SIGN_IN_COLUMNS, sessionColumns } from './session-columns.ts';

const words = settings.sessions;

/** Where one is signed in, with the way to end it, and how one came in of late. */
export function SessionsSection() {
  return html`<p class="lead">${words.lead}</p>
    <${Sessions} />
    <h3>${words.history}</h3>
    <${SignIns} />`;
}

function Sessions() {
  const { now, notices, questions } = useApp();
  const columns = sessionColumns(() => now.value);
  const list = useList<SessionRow>(async (query, signal) => {
    const { sessions } = await request(SESSION_ROUTES.sessions, { signal });
    const here = sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
    return pageOfRows(here, columns, query);
  }, []);
  const act = async (what: () => Promise<string>) => {
    try {
      notices.done(await what());
      list.reload();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  const end = async ({ sessionId, device }: SessionRow) => {
    const { endTitle: title, end: action } = words;
    const question = { title, sentence: words.endLead(device), action, isDanger: true };
    if (!(await questions.confirm(question))) return;
    await act(async () => {
      await request(SESSION_ROUTES.endSession, { params: { sessionId } });
      return words.ended;
    });
  };
  const endOthers = async () => {
    const { othersTitle: title, othersLead: sentence, others: action } = words;
    if (!(await questions.confirm({ title, sentence, action, isDanger: true }))) return;
    await act(async () => words.endedMany((await request(SESSION_ROUTES.endOtherSessions)).ended));
  };
  return html`<${DataTable}
    id="sessions"
    caption=${settings.sections.sessions}
    columns=${columns}
    list=${list}
    keyOf=${({ sessionId }: SessionRow) => sessionId}
    empty=${words.none}
    isSearchable=${false}
    buttons=${html`<button class="button" onClick=${endOthers}>${words.others}</button>`}
    actions=${(row: SessionRow) =>
      row.isCurrent
        ? null
        : html`<button class="button" onClick=${() => end(row)}>
            ${words.end}<span class="spoken"> ${row.device}</span>
          </button>`}
  />`;
}

function SignIns() {
  const list = useList<SignInRow>(
    async (query, signal) =>
      pageOfRows(
        (await request(SESSION_ROUTES.signIns, { signal })).signIns,
        SIGN_IN_COLUMNS,
        query,
      ),
    [],
  );
  return html`<${DataTable}
    id="sign-ins"
    caption=${words.history}
    columns=${SIGN_IN_COLUMNS}
    list=${list}
    keyOf=${({ atMs, event, address }: SignInRow) => `${atMs} ${event} ${address}`}
    empty=${words.noHistory}
  />`;
}
