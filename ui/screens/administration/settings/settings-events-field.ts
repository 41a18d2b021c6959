import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import { siteSettings } from '../../../text/site-settings.ts';

const words = siteSettings.alerts;
type Chosen = Signal<readonly string[]>;
type Row = readonly [AuditEventName, (typeof AUDIT_EVENTS)[AuditEventName]];

const ROWS = Object.entries(AUDIT_EVENTS) as unknown as readonly Row[];

/** Events picked from the table of all there are, one by one or all with the same beginning. */
export function SettingsEventsField({
  id,
  label,
  value,
}: {
  id: string;
  label: string;
  value: Chosen;
}) {
  const sought = useSignal('');
  const q = sought.value.trim().toLowerCase();
  const fitting = ROWS.filter(
    ([name]) => name.includes(q) || auditEventWords(name).toLowerCase().includes(q),
  );
  const groups = Map.groupBy(fitting, ([name]) => name.split('.')[0]);
  return html`<fieldset class="events-field">
    <legend>${label} <span class="muted">(${words.chosen(value.value.length)})</span></legend>
    <input
      type="search"
      id=${id}
      aria-label=${words.search}
      placeholder=${words.search}
      value=${sought}
      onInput=${(event: Event) => {
        event.stopPropagation();
        sought.value = (event.target as HTMLInputElement).value;
      }}
    />
    <div class="event-groups" tabindex="0" role="group" aria-label=${label}>
      ${groups.size === 0 && html`<p class="muted" role="status">${words.noMatch}</p>`}
      ${[...groups].map(([beginning, rows]) => html`<${Group} key=${beginning} beginning=${beginning} rows=${rows} value=${value} />`)}
    </div>
  </fieldset>`;
}

function Group({
  beginning,
  rows,
  value,
}: {
  beginning: string;
  rows: readonly Row[];
  value: Chosen;
}) {
  const all = `${beginning}.`;
  const isAll = value.value.includes(all);
  const turn = (name: string, isOn: boolean) => {
    const others = value.value.filter((one) => one !== name);
    value.value = isOn ? [...others, name] : others;
  };
  const box = (
    name: string,
    word: string,
    isOn: boolean,
    isFixed: boolean,
    small: string | null,
  ) => html`<label key=${name} class="check">
    <input
      type="checkbox"
      checked=${isOn}
      disabled=${isFixed}
      onChange=${(event: Event) => turn(name, (event.target as HTMLInputElement).checked)}
    /><span>${word}${small !== null && html`<small>${small}</small>`}</span>
  </label>`;
  return html`<div class="event-group">
    ${box(all, words.all(beginning), isAll, false, null)}
    <div class="event-rows">
      ${rows.map(([name, { severity }]) => {
        const isCritical = severity === 'critical';
        const isOn = isCritical || isAll || value.value.includes(name);
        return box(
          name,
          auditEventWords(name),
          isOn,
          isCritical || isAll,
          isCritical ? words.always : null,
        );
      })}
    </div>
  </div>`;
}
