import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { CertificateField } from '../../../parts/form/certificate-field.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { NumberField } from '../../../parts/form/number-field.ts';
import { SecretField } from '../../../parts/form/secret-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { siteSettings } from '../../../text/site-settings.ts';
import type { SettingField } from './setting-field.ts';
import { type DraftValue, rangeOf, type SettingsDraft } from './settings-draft.ts';
import { SettingsEventsField } from './settings-events-field.ts';
import { SettingsLines } from './settings-lines.ts';
import { SettingsNoticesField } from './settings-notices-field.ts';

export interface SettingsFieldProps {
  readonly field: SettingField;
  readonly draft: SettingsDraft;
  readonly error: string | null;
  readonly isSecretSet: boolean;
  /** Key and name of each role; null: not known. */
  readonly roles: readonly (readonly [string, string])[] | null;
}

/** One setting, shown as what it is. */
export function SettingsField({ field, draft, error, isSecretSet, roles }: SettingsFieldProps) {
  const { path, kind, unit } = field;
  const value = draft.of(path) as Signal<never>;
  const common = {
    id: path,
    label: siteSettings.fields[path],
    value,
    error,
    hint: siteSettings.hints[path] ?? null,
  };
  switch (kind) {
    case 'flag':
      return html`<${CheckField} ...${common} />`;
    case 'number':
      return html`<${WholeNumber} ...${common} step=${field.step ?? 1} unit=${unit === undefined ? '' : siteSettings.units[unit]} range=${rangeOf(draft.section, path)} />`;
    case 'choice':
      return html`<${Described} hint=${common.hint} id=${path}>
        <${SelectField} ...${common} choices=${field.choices?.map((one) => [one, siteSettings.choices[one]])} />
      <//>`;
    case 'secret':
      return html`<${Described} hint=${common.hint} id=${path}>
        <${SecretField} ...${common} isSet=${isSecretSet} />
      <//>`;
    case 'certificate':
      return html`<${CertificateField} ...${common} />`;
    case 'role':
      return roles === null
        ? html`<${TextField} ...${common} />`
        : html`<${SelectField} ...${common} choices=${roles} />`;
    case 'roles':
      return html`<${RolesField} ...${common} roles=${roles} />`;
    case 'events':
      return html`<${SettingsEventsField} ...${common} />`;
    case 'notices':
      return html`<${SettingsNoticesField} ...${common} />`;
    case 'lines':
    case 'emails':
      return html`<${SettingsLines} ...${common} isList=${kind === 'emails'} />`;
    default:
      return html`<${TextField} ...${common} type=${kind === 'url' ? 'url' : 'text'} />`;
  }
}

function Described({ hint, id, children }: { hint: string | null; id: string; children: unknown }) {
  if (hint === null) return children;
  return html`<div class="field">${children}<p id=${`${id}-hint`} class="hint">${hint}</p></div>`;
}

function WholeNumber({
  step,
  unit,
  range,
  hint,
  ...common
}: {
  step: number;
  unit: string;
  range: [number, number] | null;
  hint: string | null;
  id: string;
  label: string;
  value: Signal<string>;
  error: string | null;
}) {
  const [min, max] = range ?? [];
  const field = html`<${NumberField} ...${common} unit=${unit} min=${min} max=${max} step=${step} />`;
  return html`<${Described} hint=${hint} id=${common.id}>${field}<//>`;
}

/** Roles to be ticked; also one that is chosen and no longer there, so that it can be taken away. */
function RolesField({
  label,
  value,
  roles,
}: {
  label: string;
  value: Signal<DraftValue>;
  roles: readonly (readonly [string, string])[] | null;
}) {
  const chosen = value.value as readonly string[];
  const known = roles ?? [];
  const strangers = chosen.filter((key) => !known.some(([one]) => one === key));
  const all = [...known, ...strangers.map((key) => [key, key] as const)];
  return html`<fieldset>
    <legend>${label}</legend>
    <div class="scopes">
      ${all.map(([key, name]) => html`<${RoleTick} key=${key} roleKey=${key} name=${name} value=${value} />`)}
    </div>
  </fieldset>`;
}

function RoleTick({
  roleKey,
  name,
  value,
}: {
  roleKey: string;
  name: string;
  value: Signal<readonly string[]>;
}) {
  return html`<label class="check">
    <input
      type="checkbox"
      checked=${value.value.includes(roleKey)}
      onChange=${(event: Event) => {
        const others = value.value.filter((one) => one !== roleKey);
        value.value = (event.target as HTMLInputElement).checked ? [...others, roleKey] : others;
      }}
    /><span>${name}</span>
  </label>`;
}
