import { html } from 'htm/preact';
import type { AuditDetail } from '#schemas/http/audit';
import { auditWords } from '../../../text/audit.ts';
import { dateTime, NO_VALUE } from '../../../text/numbers.ts';
import { detailsBeside, differencesOf } from './audit-difference.ts';

const words = auditWords.entry;

/** Everything recorded of an entry: what changed, the facts, the ways to its like, and the whole as JSON. */
export function AuditDetails({ entry }: { entry: AuditDetail }) {
  const differences = differencesOf(entry.details);
  const others = detailsBeside(entry.details);
  return html`
    ${differences !== null && differences.length > 0 && html`<${Differences} rows=${differences} />`}
    ${Object.keys(others).length > 0 && html`<${Facts} title=${words.details} facts=${wordsOf(others)} />`}
    <${Facts} title=${words.facts} facts=${factsOf(entry)} />
    <${Ways} entry=${entry} />
    <details>
      <summary>${words.json}</summary>
      <pre tabindex="0">${JSON.stringify(entry, null, 2)}</pre>
    </details>
  `;
}

function Differences({ rows }: { rows: NonNullable<ReturnType<typeof differencesOf>> }) {
  return html`<section>
    <h3>${words.difference}</h3>
    <div class="difference-scroll" tabindex="0" role="group" aria-label=${words.difference}>
      <table class="difference">
        <thead class="difference-head">
          <tr><th scope="col">${words.field}</th><th scope="col">${words.before}</th><th scope="col">${words.after}</th></tr>
        </thead>
        <tbody class="difference-body">
          ${rows.map(
            ({ path, before, after }) => html`<tr key=${path}>
              <th scope="row">${path}</th>
              <td>${before == null ? html`<span class="muted">${words.nothing}</span>` : html`<del>${said(before)}</del>`}</td>
              <td>${after == null ? html`<span class="muted">${words.nothing}</span>` : html`<ins>${said(after)}</ins>`}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, string])[] }) {
  return html`<section>
    <h3>${title}</h3>
    <dl class="entry-facts">
      ${facts.map(
        ([name, value]) => html`<div key=${name}>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
}

/** To the like of this entry, in the order of time. */
function Ways({ entry }: { entry: AuditDetail }) {
  const { actorId, resourceId, resourceType, sessionId, address } = entry;
  const way = (word: string, filter: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ view: 'timeline', ...filter });
    return html`<a class="button small" href=${`/administration/audit?${query}`}>${word}</a>`;
  };
  return html`<div class="row">
    ${actorId !== null && way(words.ofPerson, { actorId })}
    ${resourceId !== null && way(words.ofThing, { resourceType, resourceId })}
    ${sessionId !== null && way(words.ofSession, { sessionId })}
    ${address !== null && way(words.ofAddress, { address })}
  </div>`;
}

const SHOWN = Object.keys(words.fields) as (keyof AuditDetail)[];

function factsOf(entry: AuditDetail): [string, string][] {
  return SHOWN.filter((name) => entry[name] !== null).map((name) => [
    words.fields[name],
    factWord(entry, name),
  ]);
}

function factWord(entry: AuditDetail, name: keyof AuditDetail): string {
  if (name === 'atMs') return dateTime(entry.atMs);
  if (name === 'severity') return auditWords.severities[entry.severity];
  if (name === 'outcome') return auditWords.outcomes[entry.outcome];
  if (name === 'resourceType')
    return auditWords.resources[entry.resourceType] ?? entry.resourceType;
  return String(entry[name]);
}

const wordsOf = (facts: Readonly<Record<string, unknown>>) =>
  Object.entries(facts).map(([name, value]) => [name, said(value)] as const);

/** A value as a person reads it: text as it is, all else as JSON. */
function said(value: unknown): string {
  if (value === null) return NO_VALUE;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
