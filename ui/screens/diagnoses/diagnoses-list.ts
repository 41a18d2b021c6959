import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DIAGNOSIS_ROUTES, type DiagnosisRow } from '#schemas/http/diagnoses';
import type { DiagnosisId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { useAddress, useAddressSignal } from '../../session/use-address.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import { text } from '../../text/en.ts';
import { dateTime, span } from '../../text/numbers.ts';
import { NewDiagnosisDialog } from './new-diagnosis-dialog.ts';

const COLUMNS: Column<DiagnosisRow>[] = [
  { key: 'name', title: words.name, words: ({ name }) => name, sort: 'name', isName: true },
  {
    key: 'condition',
    title: words.condition,
    words: ({ condition }) => text.appearance[condition],
    cell: ({ condition }) => html`<${Badge} appearance=${condition} />`,
  },
  { key: 'why', title: words.why, words: ({ why }) => why },
  { key: 'owner', title: words.owner, words: ({ ownerName }) => ownerName },
  { key: 'level', title: words.level, words: ({ level }) => words.levels[level], isExtra: true },
  {
    key: 'seconds',
    title: words.seconds,
    words: ({ seconds }) => span(seconds * 1000),
    align: 'end',
    isExtra: true,
  },
  {
    key: 'created',
    title: words.created,
    words: ({ createdMs }) => dateTime(createdMs),
    sort: 'created',
  },
];

/** One’s own diagnoses and those shared with one, each leading to its page. */
export function DiagnosesList() {
  const { session, router } = useApp();
  const address = useAddress();
  const state = useAddressSignal('state');
  const isMaking = useSignal(false);
  const list = useList<DiagnosisRow>(
    (asked, signal) => {
      const query = { ...asked, state: state.value || undefined };
      return request(DIAGNOSIS_ROUTES.diagnoses, { query, signal });
    },
    [state.value],
    '-created',
  );
  const open = ({ diagnosisId }: { diagnosisId: DiagnosisId }) =>
    router.go(address.with({ diagnosis: diagnosisId }));
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="diagnoses"
      caption=${words.title}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ diagnosisId }: DiagnosisRow) => diagnosisId}
      empty=${state.value === '' ? words.none : words.noneDeleted}
      onOpen=${open}
      presetOf=${['state']}
      filters=${html`<${SelectField} id="diagnoses-state" label=${words.state} value=${state} choices=${[['', words.states.kept], ['deleted', words.states.deleted]]} />`}
      buttons=${
        session.may('diagnosis:infer') &&
        html`<button
          class="button primary"
          onClick=${() => {
            isMaking.value = true;
          }}
        >
          ${words.make}
        </button>`
      }
    />
    ${
      isMaking.value &&
      html`<${NewDiagnosisDialog}
        onMade=${open}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}
