import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { OidcProvider } from '#schemas/config/site-settings';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { ssoWords } from '../../../text/sso.ts';
import { presetWord, SSO_PRESETS, type SsoPreset } from './sso-presets.ts';
import { SsoProviderDialog } from './sso-provider-dialog.ts';
import { saveSso, sentProviders } from './sso-save.ts';
import type { SsoState } from './sso-state.ts';

const words = ssoWords.providers;
const MOST = 8;
type Open = { kind: 'new'; preset: SsoPreset } | { kind: 'edit'; key: string };

/** OpenID Connect providers: added from a preset, changed, removed. */
export function SsoProviders({ state, reload }: { state: SsoState; reload: () => void }) {
  const { session, questions, notices } = useApp();
  const act = useAct();
  const open = useSignal<Open | null>(null);
  const mayEdit = session.may('setting:edit');
  const { oidc } = state.sso;
  const list = useList<OidcProvider>(async (query) => pageOfRows(oidc, COLUMNS, query), [oidc]);
  const remove = async ({ key, name }: OidcProvider) => {
    const title = words.removeTitle(name);
    const question = { title, sentence: words.removeLead, action: words.remove, isDanger: true };
    if (!(await questions.confirm({ ...question, typed: name }))) return;
    await act(async () => {
      await saveSso(state, { oidc: sentProviders(state).filter((one) => one.key !== key) });
      notices.done(words.removed(name));
      reload();
    });
  };
  const add = html`<${AddProvider}
    disabled=${oidc.length >= MOST}
    onAdd=${(preset: SsoPreset) => {
      open.value = { kind: 'new', preset };
    }}
  />`;
  const actions = (row: OidcProvider) => html`<button class="button" onClick=${() => remove(row)}>
    ${words.remove}<span class="spoken"> ${row.name}</span>
  </button>`;
  return html`<section class="stack">
    <h3>${words.title}</h3>
    <${DataTable}
      id="sso-providers"
      caption=${words.title}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ key }: OidcProvider) => key}
      empty=${words.none}
      isSearchable=${false}
      onOpen=${({ key }: OidcProvider) => {
        open.value = { kind: 'edit', key };
      }}
      buttons=${mayEdit && add}
      actions=${mayEdit ? actions : undefined}
    />
    ${
      open.value !== null &&
      html`<${SsoProviderDialog}
        key=${JSON.stringify(open.value)}
        state=${state}
        open=${open.value}
        onClose=${() => {
          open.value = null;
        }}
        onSaved=${reload}
      />`
    }
  </section>`;
}

function AddProvider({
  disabled,
  onAdd,
}: {
  disabled: boolean;
  onAdd: (preset: SsoPreset) => void;
}) {
  return html`<div class="view-menu">
    <button class="button primary" popovertarget="sso-add" disabled=${disabled} title=${disabled ? words.most : undefined}>${words.add}</button>
    <div id="sso-add" class="table-view" popover role="group" aria-label=${words.add}>
      <div class="stack tight">
        ${SSO_PRESETS.map(
          (preset) => html`<button
            key=${preset}
            class="button wide"
            popovertarget="sso-add"
            popovertargetaction="hide"
            onClick=${() => onAdd(preset)}
          >
            ${presetWord(preset)}
          </button>`,
        )}
      </div>
    </div>
  </div>`;
}

const COLUMNS: Column<OidcProvider>[] = [
  { key: 'name', title: words.columns.name, words: ({ name }) => name, isName: true },
  { key: 'kind', title: words.columns.kind, words: ({ preset }) => presetWord(preset) },
  { key: 'issuer', title: words.columns.issuer, words: ({ issuer }) => issuer },
  {
    key: 'accounts',
    title: words.columns.accounts,
    words: ({ createAccounts, defaultRole }) => {
      if (!createAccounts) return words.notMade;
      return defaultRole === null ? words.noRole : words.made(defaultRole);
    },
  },
  {
    key: 'state',
    title: words.columns.state,
    words: ({ enabled }) => (enabled ? words.on : words.off),
  },
];
