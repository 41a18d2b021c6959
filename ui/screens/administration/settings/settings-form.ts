import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo, useRef } from 'preact/hooks';
import { serverName, serversSet } from '#schemas/config/servers-set';
import { SETTINGS_ROUTES, type SettingsAnswer } from '#schemas/http/settings';
import { HubProblem } from '../../../http/hub-problem.ts';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { siteSettings as words } from '../../../text/site-settings.ts';
import type { SettingGroup } from './setting-field.ts';
import { SettingsDraft } from './settings-draft.ts';
import { SettingsField } from './settings-field.ts';
import { type LaidOutSection, SETTINGS_LAYOUT } from './settings-layout.ts';
import { useSettingsRoles } from './settings-roles.ts';

interface SettingsFormProps {
  readonly section: LaidOutSection;
  /** What stands below the form, for the settings as they are saved. */
  readonly beside?: (answer: SettingsAnswer, reload: () => void) => unknown;
}

/** A section of the settings: loaded, changed, saved as a whole. */
export function SettingsForm({ section, beside }: SettingsFormProps) {
  const turns = useRef(0);
  const { state, reload } = useLoad(
    async (signal) => {
      const answer = await request(SETTINGS_ROUTES.settings, { params: { section }, signal });
      // A form anew, also where the hub has what it had before: what was typed goes.
      return { answer, turn: ++turns.current };
    },
    [section],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  const { answer, turn } = loaded.value;
  return html`<${Form} key=${turn} section=${section} answer=${answer} onSaved=${reload} />
    ${beside?.(answer, reload)}`;
}

function Form({
  section,
  answer,
  onSaved,
}: {
  section: LaidOutSection;
  answer: SettingsAnswer;
  onSaved: () => void;
}) {
  const { session, notices, questions } = useApp();
  const draft = useMemo(() => new SettingsDraft(section, answer.values), [answer]);
  const guard = useUnsavedGuard(() => draft.values());
  const before = useMemo(() => JSON.stringify(draft.values()), [draft]);
  const wrong = useSignal<Readonly<Record<string, string>>>({});
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const { revision } = answer;
    const values = draft.values();
    const send = (allows?: string[]) =>
      request(SETTINGS_ROUTES.editSettings, {
        params: { section },
        body: { revision, values, ...(allows && { allows }) },
      });
    await send().catch(async (error) => {
      const names = newServers(section, answer.values, values);
      const question = { ...words.allowServers, sentence: words.allowServers.sentence(names) };
      const isAsked = error instanceof HubProblem && error.code === 'confirmation_needed';
      if (!isAsked || !(await questions.confirm(question))) throw error;
      await send(names);
    });
    guard.saved();
    notices.done(words.saved);
    onSaved();
    // Its name and its environment stand at the top of every screen.
    if (section === 'general') await session.ask();
  });
  const check = (event: Event) => {
    event.preventDefault();
    wrong.value = draft.issues();
    const [first] = Object.keys(wrong.value);
    if (first === undefined) void submit();
    // To the first field that is wrong: the others are marked.
    else document.getElementById(first)?.focus();
  };
  const isChanged = JSON.stringify(draft.values()) !== before;
  const mayEdit = session.may('setting:edit');
  const roles = useSettingsRoles();
  const errors = { ...issues.value, ...wrong.value };
  return html`<form class="settings-form" onSubmit=${check} novalidate>
    ${!mayEdit && html`<p class="muted">${words.readOnly}</p>`}
    <fieldset class="settings-groups" disabled=${!mayEdit || busy.value}>
      ${SETTINGS_LAYOUT[section].map(
        (group) =>
          html`<${Group} key=${group.key} group=${group} draft=${draft} errors=${errors} secretsSet=${answer.secretsSet} roles=${roles} />`,
      )}
    </fieldset>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    ${
      mayEdit &&
      html`<div class=${isChanged ? 'form-buttons sticky' : 'form-buttons'}>
        <button class="button primary" disabled=${busy.value || !isChanged}>
          ${busy.value ? words.saving : words.save}
        </button>
        <button type="button" class="button" disabled=${busy.value || !isChanged} onClick=${() => {
          guard.saved();
          onSaved();
        }}>
          ${words.reset}
        </button>
      </div>`
    }
  </form>`;
}

/** Relays, gateways and log servers that were not set before, each with its port. */
function newServers(section: LaidOutSection, before: object, after: object): string[] {
  const known = serversSet(section, before).map(serverName);
  const names = serversSet(section, after).map(serverName);
  return names.filter((name) => !known.includes(name));
}

function Group({
  group,
  draft,
  errors,
  secretsSet,
  roles,
}: {
  group: SettingGroup;
  draft: SettingsDraft;
  errors: Readonly<Record<string, string>>;
  secretsSet: readonly string[];
  roles: ReturnType<typeof useSettingsRoles>;
}) {
  const [title, lead] = words.groups[group.key];
  // A few numbers that belong together stand side by side.
  const isRow = group.fields.length > 1 && group.fields.every(({ kind }) => kind === 'number');
  return html`<section class="card" aria-labelledby=${`group-${group.key}`}>
    <h3 id=${`group-${group.key}`}>${title}</h3>
    ${lead !== '' && html`<p class="muted">${lead}</p>`}
    <div class=${isRow ? 'filter-row' : 'stack'}>
    ${group.fields.map(
      (field) => html`<${SettingsField}
        key=${field.path}
        field=${field}
        draft=${draft}
        error=${errors[field.path] ?? null}
        isSecretSet=${secretsSet.includes(field.path)}
        roles=${roles}
      />`,
    )}
    </div>
  </section>`;
}
