import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { KEY_ROUTES, type KeyRow, type MadeKey } from '#schemas/http/keys';
import { request } from '../../http/request.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { pageOfRows } from '../../parts/table/page-of-rows.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { docs } from '../../text/docs.ts';
import { settings } from '../../text/settings.ts';
import { keyColumns } from './key-columns.ts';
import { KeyUsageDialog } from './key-usage-dialog.ts';
import { MadeKeyDialog } from './made-key-dialog.ts';
import { NewKeyDialog } from './new-key-dialog.ts';
import { RotateKeyDialog } from './rotate-key-dialog.ts';

const words = settings.keys;
type Shown =
  | { kind: 'new' }
  | { kind: 'made'; made: MadeKey }
  | { kind: 'usage' | 'rotate'; key: KeyRow }
  | null;

/** One’s own API keys: made with some of one’s rights, shown once, replaced and revoked. */
export function KeysSection() {
  const { now, notices, questions } = useApp();
  const shown = useSignal<Shown>(null);
  const columns = keyColumns(() => now.value);
  const list = useList<KeyRow>(
    async (query, signal) =>
      pageOfRows((await request(KEY_ROUTES.keys, { signal })).keys, columns, query),
    [],
  );
  const show = (next: Shown) => {
    shown.value = next;
  };
  const act = async (what: () => Promise<void>) => {
    try {
      await what();
      list.reload();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  const revoke = async ({ keyId, name }: KeyRow) => {
    const title = words.revokeTitle(name);
    const question = { title, sentence: words.revokeLead, action: words.revoke, isDanger: true };
    if (!(await questions.confirm(question))) return;
    await act(async () => {
      await request(KEY_ROUTES.revokeKey, { params: { keyId } });
      notices.done(words.revoked(name));
    });
  };
  const rotate = (key: KeyRow) => show({ kind: 'rotate', key });
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="keys"
      caption=${settings.sections.keys}
      columns=${columns}
      list=${list}
      keyOf=${({ keyId }: KeyRow) => keyId}
      empty=${words.none}
      onOpen=${(key: KeyRow) => show({ kind: 'usage', key })}
      buttons=${html`<a class="button" href="/docs">${docs.title}</a>
        <button class="button primary" onClick=${() => show({ kind: 'new' })}>${words.make}</button>`}
      actions=${(row: KeyRow) => html`
        ${
          isReplaceable(row, now.value) &&
          html`<button class="button" onClick=${() => rotate(row)}>
            ${words.rotate}<span class="spoken"> ${row.name}</span>
          </button>`
        }
        <button class="button" onClick=${() => revoke(row)}>
          ${words.revoke}<span class="spoken"> ${row.name}</span>
        </button>
      `}
    />
    <${KeyDialogs} shown=${shown.value} onShow=${show} onMade=${list.reload} />`;
}

function KeyDialogs({
  shown,
  onShow,
  onMade,
}: {
  shown: Shown;
  onShow: (next: Shown) => void;
  onMade: () => void;
}) {
  const close = () => onShow(null);
  if (shown === null) return null;
  if (shown.kind === 'usage') {
    return html`<${KeyUsageDialog} shownKey=${shown.key} onClose=${close} />`;
  }
  if (shown.kind === 'made') return html`<${MadeKeyDialog} made=${shown.made} onClose=${close} />`;
  const made = (key: MadeKey) => {
    onShow({ kind: 'made', made: key });
    onMade();
  };
  if (shown.kind === 'rotate') {
    return html`<${RotateKeyDialog} replaced=${shown.key} onMade=${made} onClose=${close} />`;
  }
  return html`<${NewKeyDialog} onClose=${close} onMade=${made} />`;
}

const isReplaceable = ({ replacedBy, expiresMs }: KeyRow, nowMs: number) =>
  replacedBy === null && (expiresMs === null || expiresMs > nowMs);
