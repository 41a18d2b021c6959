import { html } from 'htm/preact';
import type { KindRow } from '#schemas/http/jobs';
import { kindWord, jobWords as words } from '../../text/jobs.ts';
import { count, NO_VALUE } from '../../text/numbers.ts';
import { percent } from './percent.ts';

const share = (part: number, whole: number) => (whole === 0 ? NO_VALUE : percent(part / whole));

/** How often jobs of each kind succeed, at once and after they were tried again. */
export function KindTable({ kinds }: { kinds: readonly KindRow[] }) {
  return html`<div class="stack">
    <h2 id="kinds-title">${words.kindsTitle}</h2>
    ${
      kinds.length === 0
        ? html`<p class="muted">${words.kindsNone}</p>`
        : html`<div class="table-scroll told-table" role="region" aria-labelledby="kinds-title" tabindex="0">
            <table>
              <thead>
                <tr>
                  <th scope="col">${words.kind}</th>
                  <th scope="col" data-align="end">${words.ended}</th>
                  <th scope="col" data-align="end">${words.states.succeeded}</th>
                  <th scope="col" data-align="end">${words.retried}</th>
                  <th scope="col" data-align="end">${words.retriedSucceeded}</th>
                </tr>
              </thead>
              <tbody>
                ${kinds.map(
                  ({ kind, ended, succeeded, retried, retriedSucceeded }) => html`<tr key=${kind}>
                    <th scope="row"><a href=${`/jobs?kind=${kind}`}>${kindWord(kind)}</a></th>
                    <td data-align="end">${count(ended)}</td>
                    <td data-align="end">${share(succeeded, ended)}</td>
                    <td data-align="end">${count(retried)}</td>
                    <td data-align="end">${share(retriedSucceeded, retried)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </div>`;
}
