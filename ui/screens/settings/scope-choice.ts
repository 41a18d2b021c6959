import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import { rightWords } from '../../text/rights.ts';
import { settings } from '../../text/settings.ts';

const words = settings.keys;

/** Which of one’s own rights a key gets, resource by resource. */
export function ScopeChoice({
  own,
  scopes,
  wrong,
}: {
  own: ReadonlySet<Permission>;
  scopes: Signal<ReadonlySet<Permission>>;
  wrong: string | null;
}) {
  const set = (which: readonly Permission[], isOn: boolean) => {
    const chosen = new Set(which);
    scopes.value = isOn ? scopes.value.union(chosen) : scopes.value.difference(chosen);
  };
  const readable = [...own].filter((scope) => scope.endsWith(':read'));
  // What is about the plant first; what is about oneself, which few programs need, last.
  const groups = Object.entries(Object.groupBy(PERMISSION_NAMES, resourceOf)).sort(
    ([a], [b]) => Number(OF_ONESELF.includes(a)) - Number(OF_ONESELF.includes(b)),
  );
  return html`<fieldset class="scope-choice" aria-describedby=${wrong === null ? undefined : 'scopes-wrong'}>
    <legend>${words.scopesLead}</legend>
    <div class="form-buttons">
      <button type="button" class="button" onClick=${() => {
        scopes.value = new Set(readable);
      }}>${words.onlyReading}</button>
      <button type="button" class="button quiet" onClick=${() => {
        scopes.value = new Set();
      }}>${words.nothing}</button>
      <span class="muted" role="status">${words.chosen(scopes.value.size)}</span>
    </div>
    ${groups.map(([resource, all = []]) => {
      const offered = all.filter((scope) => own.has(scope));
      return (
        offered.length > 0 &&
        html`<${Group} key=${resource} resource=${resource} offered=${offered} scopes=${scopes.value} set=${set} />`
      );
    })}
    ${wrong !== null && html`<p id="scopes-wrong" class="hint wrong" role="alert">${wrong}</p>`}
  </fieldset>`;
}

function Group({
  resource,
  offered,
  scopes,
  set,
}: {
  resource: string;
  offered: readonly Permission[];
  scopes: ReadonlySet<Permission>;
  set: (which: readonly Permission[], isOn: boolean) => void;
}) {
  const count = offered.filter((scope) => scopes.has(scope)).length;
  const name = (words.resources as Record<string, string>)[resource] ?? resource;
  const box = (checked: boolean, isSome: boolean, which: readonly Permission[]) =>
    html`<input
      type="checkbox"
      checked=${checked}
      indeterminate=${isSome}
      onChange=${(event: Event) => set(which, (event.target as HTMLInputElement).checked)}
    />`;
  return html`<div class="scope-group" role="group" aria-label=${name}>
    <label class="check strong">
      ${box(count === offered.length, count > 0 && count < offered.length, offered)}<span>${name}</span>
    </label>
    <div class="scopes">
      ${offered.map(
        (scope) => html`<label class="check" key=${scope}>
          ${box(scopes.has(scope), false, [scope])}<span>${scope}<small>${rightWords[scope]}</small></span>
        </label>`,
      )}
    </div>
  </div>`;
}

const OF_ONESELF = ['session', 'account', 'key'];

const resourceOf = (scope: Permission) => scope.slice(0, scope.indexOf(':'));
