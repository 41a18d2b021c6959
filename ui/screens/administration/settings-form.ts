import { type Signal, signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { SettingsSection } from '#schemas/config/site-settings';
import { SETTINGS_ROUTES, type SettingsAnswer } from '#schemas/http/settings';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { CheckField } from '../../parts/form/check-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { DeveloperSwitch } from './developer-switch.ts';
import { TestLetter } from './test-letter.ts';

const words = administration.form;

/** Values of few choices. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  environment: ['production', 'staging', 'development'],
  security: ['starttls', 'tls', 'none'],
};
/** Secrets that a section can hold: the hub never sends them. */
const SECRETS: Partial<Record<SettingsSection, readonly string[]>> = {
  mail: ['password', 'smsGatewayToken'],
};
/** Changed by a switch of its own. */
const APART = ['developersUntilMs'];

type Draft = Map<
  string,
  {
    readonly kind: 'text' | 'number' | 'list' | 'flag';
    text: Signal<string>;
    flag: Signal<boolean>;
  }
>;

/** A section of the settings, field by field as the hub describes it. */
export function SettingsForm({ section }: { section: SettingsSection }) {
  const { state, reload } = useLoad(
    (signal) => request(SETTINGS_ROUTES.settings, { params: { section }, signal }),
    [section],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  const answer = loaded.value;
  return html`<${Fields} key=${answer.revision} answer=${answer} onSaved=${reload} />
    ${section === 'general' && html`<${DeveloperSwitch} untilMs=${answer.values.developersUntilMs} onChanged=${reload} />`}
    ${section === 'mail' && answer.values.host !== null && html`<${TestLetter} />`}`;
}

function Fields({ answer, onSaved }: { answer: SettingsAnswer; onSaved: () => void }) {
  const { session, notices } = useApp();
  const { section, revision } = answer;
  const draft = useMemo(() => draftOf(answer), [answer]);
  const touched = useSignal(false);
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const values = valuesOf(draft, answer);
    await request(SETTINGS_ROUTES.editSettings, {
      params: { section },
      body: { revision, values },
    });
    notices.done(words.saved);
    onSaved();
  });
  const mayEdit = session.may('setting:edit');
  return html`<form
    class="stack narrow"
    onSubmit=${submit}
    onInput=${() => {
      touched.value = true;
    }}
  >
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    ${[...draft].map(
      ([path, field]) => html`<${Field}
        key=${path}
        path=${path}
        field=${field}
        hint=${hintOf(path, field.kind, answer)}
        error=${issues.value[path] ?? null}
      />`,
    )}
    ${
      mayEdit &&
      html`<div class="dialog-buttons">
        <button class="button primary" disabled=${busy.value || !touched.value}>
          ${busy.value ? words.saving : words.save}
        </button>
      </div>`
    }
  </form>`;
}

function Field({
  path,
  field,
  hint,
  error,
}: {
  path: string;
  field: { kind: string; text: Signal<string>; flag: Signal<boolean> };
  hint: string | null;
  error: string | null;
}) {
  const label = path
    .split('.')
    .map((name) => administration.fields[name] ?? name)
    .join(': ');
  if (field.kind === 'flag') return html`<${CheckField} label=${label} value=${field.flag} />`;
  const choices = CHOICES[path];
  if (choices !== undefined) {
    return html`<${SelectField} id=${path} label=${label} value=${field.text} choices=${choices.map((one) => [one, one])} />`;
  }
  return html`<${TextField}
    id=${path}
    label=${label}
    value=${field.text}
    hint=${hint}
    error=${error}
    inputmode=${field.kind === 'number' ? 'numeric' : undefined}
  />`;
}

function draftOf({ section, values }: SettingsAnswer): Draft {
  const draft: Draft = new Map();
  const add = (path: string, value: unknown) => {
    if (APART.includes(path)) return;
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isNested) {
      for (const [name, inner] of Object.entries(value)) add(`${path}.${name}`, inner);
      return;
    }
    const kind =
      typeof value === 'boolean'
        ? 'flag'
        : typeof value === 'number'
          ? 'number'
          : Array.isArray(value)
            ? 'list'
            : 'text';
    const shown = Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value);
    draft.set(path, { kind, text: signal(shown), flag: signal(value === true) });
  };
  for (const [name, value] of Object.entries(values)) add(name, value);
  for (const name of SECRETS[section] ?? []) add(name, null);
  return draft;
}

/** What the form says now, in the shape of the section; a secret that was left empty is left out. */
function valuesOf(
  draft: Draft,
  { section, values: before }: SettingsAnswer,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [path, { kind, text, flag }] of draft) {
    const said = text.peek().trim();
    if (SECRETS[section]?.includes(path) && said === '') continue;
    const value =
      kind === 'flag'
        ? flag.peek()
        : kind === 'number'
          ? Number(said)
          : kind === 'list'
            ? said
                .split(',')
                .map((one) => one.trim())
                .filter(Boolean)
            : said === '' && before[path] !== ''
              ? null
              : said;
    const [name, inner] = path.split('.');
    if (inner === undefined) values[name] = value;
    else values[name] = { ...(values[name] as object | undefined), [inner]: value };
  }
  return values;
}

function hintOf(
  path: string,
  kind: string,
  { section, secretsSet }: SettingsAnswer,
): string | null {
  if (SECRETS[section]?.includes(path)) {
    return secretsSet.includes(path) ? words.secretSet : words.secretUnset;
  }
  return kind === 'list' ? words.list : null;
}
