import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { ssoWords } from '../../../text/sso.ts';

const words = ssoWords.groups;
type Line = { readonly group: string; readonly role: string };
export type RoleNames = readonly (readonly [string, string])[] | null;

/** Which group gives which role: the first line that fits, so that their order can be changed. */
export function SsoGroupRoles({
  id,
  lines,
  roles,
}: {
  id: string;
  lines: Signal<readonly Line[]>;
  roles: RoleNames;
}) {
  const put = (index: number, change: Partial<Line>) => {
    lines.value = lines.value.map((line, i) => (i === index ? { ...line, ...change } : line));
  };
  const add = () => {
    lines.value = [...lines.value, { group: '', role: roles?.at(-1)?.[0] ?? 'viewer' }];
  };
  const remove = (index: number) => {
    lines.value = lines.value.filter((_, i) => i !== index);
  };
  const raise = (index: number) => {
    const next = [...lines.value];
    next.splice(index - 1, 0, ...next.splice(index, 1));
    lines.value = next;
  };
  return html`<fieldset class="group-roles">
    <legend>${words.title}</legend>
    <p class="hint">${words.lead}</p>
    ${lines.value.length === 0 && html`<p class="muted">${words.none}</p>`}
    ${lines.value.map(
      (line, index) => html`<div class="group-role" key=${index}>
        <input
          id=${`${id}-group-${index}`}
          aria-label=${`${words.group} ${index + 1}`}
          placeholder=${words.group}
          value=${line.group}
          required
          spellcheck=${false}
          onInput=${(event: Event) => put(index, { group: (event.target as HTMLInputElement).value })}
        />
        <${RoleChoice}
          label=${`${words.role} ${index + 1}`}
          value=${line.role}
          roles=${roles}
          onChoose=${(role: string) => put(index, { role })}
        />
        <button type="button" class="button icon-only" aria-label=${words.up} disabled=${index === 0} onClick=${() => raise(index)}>↑</button>
        <button type="button" class="button icon-only" aria-label=${words.remove} onClick=${() => remove(index)}>×</button>
      </div>`,
    )}
    <button type="button" class="button" onClick=${add}>${words.add}</button>
  </fieldset>`;
}

/** A role by its name; by its key where the names are not known. */
function RoleChoice({
  label,
  value,
  roles,
  onChoose,
}: {
  label: string;
  value: string;
  roles: RoleNames;
  onChoose: (role: string) => void;
}) {
  const chosen = (event: Event) => onChoose((event.target as HTMLSelectElement).value);
  if (roles === null) {
    return html`<input aria-label=${label} value=${value} required onInput=${chosen} />`;
  }
  const all = roles.some(([key]) => key === value) ? roles : [...roles, [value, value]];
  return html`<select aria-label=${label} onChange=${chosen}>
    ${all.map(([key, name]) => html`<option key=${key} value=${key} selected=${key === value}>${name}</option>`)}
  </select>`;
}
