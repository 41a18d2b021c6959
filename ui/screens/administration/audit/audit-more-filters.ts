import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { AUDIT_EVENTS } from '#schemas/audit/events';
import { PEOPLE_ROUTES } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import { type Pick, PickField } from '../../../parts/form/pick-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import type { AuditFilterSignals } from './audit-filters.ts';

const words = auditWords.filters;
export const MORE_FILTERS = [
  'event',
  'actorId',
  'resourceType',
  'resourceId',
  'address',
  'sessionId',
] as const;
const PICKS = 8;

/** People whose names begin or hold the words. */
export async function findPeople(q: string, signal: AbortSignal): Promise<Pick[]> {
  const { items } = await request(PEOPLE_ROUTES.people, { query: { q, limit: PICKS }, signal });
  return items.map(({ userId, name, fullName }) => ({
    id: userId,
    word: name,
    more: fullName ?? undefined,
  }));
}

/** Filters that are needed less often. */
export function AuditMoreFilters({ filters }: { filters: AuditFilterSignals }) {
  const { session } = useApp();
  const { event, actorId, resourceType, resourceId, address } = filters;
  const types = [['', auditWords.any] as const, ...Object.entries(auditWords.resources)] as const;
  return html`<div class="filter-row">
    <${EventField} event=${event} />
    ${
      session.may('user:read')
        ? html`<${PersonFilter} actorId=${actorId} />`
        : html`<${LateField} id="audit-actor" label=${words.personId} value=${actorId} />`
    }
    <${SelectField} id="audit-type" label=${words.resource} value=${resourceType} choices=${types} />
    <${LateField} id="audit-resource" label=${words.resourceId} value=${resourceId} />
    <${LateField} id="audit-address" label=${words.address} value=${address} />
  </div>`;
}

/** Every event of the table of events, and each beginning that several have. */
function EventField({ event }: { event: Signal<string> }) {
  const groups = Map.groupBy(Object.entries(AUDIT_EVENTS), ([name]) => name.split('.')[0]);
  return html`<div class="field">
    <label for="audit-event">${words.event}</label>
    <select
      id="audit-event"
      onChange=${(change: Event) => {
        event.value = (change.target as HTMLSelectElement).value;
      }}
    >
      <option value="" selected=${event.value === ''}>${auditWords.any}</option>
      ${[...groups].map(
        ([beginning, events]) => html`<optgroup key=${beginning} label=${beginning}>
          <option value=${`${beginning}.`} selected=${event.value === `${beginning}.`}>${words.allOf(beginning)}</option>
          ${events.map(
            ([name]) =>
              html`<option key=${name} value=${name} selected=${event.value === name}>${auditEventWords(name)}</option>`,
          )}
        </optgroup>`,
      )}
    </select>
  </div>`;
}

function PersonFilter({ actorId }: { actorId: Signal<string> }) {
  const picked = useSignal<Pick | null>(null);
  useEffect(() => {
    if (picked.value !== null) actorId.value = picked.value.id;
  }, [picked.value]);
  return html`<${PickField}
    key=${actorId.value === '' ? 'none' : 'some'}
    id="audit-person"
    label=${words.person}
    value=${picked}
    find=${findPeople}
  />`;
}

/** Takes what was typed when it is done: half an address finds nothing. */
function LateField({ id, label, value }: { id: string; label: string; value: Signal<string> }) {
  const typed = useSignal(value.peek());
  useEffect(() => {
    typed.value = value.value;
  }, [value.value]);
  return html`<div
    onChange=${() => {
      value.value = typed.peek().trim();
    }}
  >
    <${TextField} id=${id} label=${label} value=${typed} />
  </div>`;
}
