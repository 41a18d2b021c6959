import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';
import {
  SEARCH_KINDS,
  SEARCH_LIMIT_MAX,
  type SearchHit,
  type SearchKind,
} from '#schemas/http/search';
import { Failure } from '../../parts/failure.ts';
import { KeptSearches } from '../../parts/search/kept-searches.ts';
import { useSearch } from '../../parts/search/use-search.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { useAddressSignal } from '../../session/use-address.ts';
import { dateTime } from '../../text/numbers.ts';
import { searchWords as words } from '../../text/search.ts';

/** Of everything: a few of each kind. Of one kind: as many as are told. */
const A_FEW = 8;

/** All that is found, kind by kind, with an address that brings the same search. */
export function SearchScreen() {
  useTitle(words.title);
  const { notices } = useApp();
  const q = useAddressSignal('q');
  const kind = useAddressSignal('kind') as Signal<SearchKind | ''>;
  const kept = useMemo(() => new KeptSearches((error) => console.warn(describeError(error))), []);
  useEffect(() => void kept.load(), []);
  const limit = kind.value === '' ? A_FEW : SEARCH_LIMIT_MAX;
  const { answer, failure, isBusy } = useSearch(q, limit, kind);
  const wanted = q.value.trim();
  const found = answer.value;
  return html`<div class="section whole search-page">
    <h1>${words.title}</h1>
    <div class="search-tools">
      <input
        id="search"
        type="search"
        aria-label=${words.open}
        placeholder=${words.placeholder}
        maxlength="120"
        value=${q}
        onInput=${(event: Event) => {
          q.value = (event.target as HTMLInputElement).value;
        }}
      />
      <select
        aria-label=${words.results}
        onChange=${(event: Event) => {
          kind.value = (event.target as HTMLSelectElement).value as SearchKind | '';
        }}
      >
        ${(['', ...SEARCH_KINDS] as const).map(
          (one) =>
            html`<option key=${one} value=${one} selected=${kind.value === one}>
              ${one === '' ? words.everything : words.kinds[one]}
            </option>`,
        )}
      </select>
      <button
        class="button"
        disabled=${wanted === '' || kept.saved.value.includes(wanted)}
        onClick=${() => {
          kept.save(wanted);
          notices.done(words.savedNow);
        }}
      >
        ${words.save}
      </button>
    </div>
    <p class="muted" role="status">
      ${wanted === '' ? words.start : isBusy.value ? words.searching : words.found(countOf(found))}
    </p>
    ${failure.value !== null && html`<${Failure} title=${words.failed} sentence=${failure.value} retry=${null} />`}
    ${found !== null && found.failed.length > 0 && html`<p role="alert">${words.notAll(found.failed.map((one) => words.kinds[one]).join(', '))}</p>`}
    ${wanted !== '' && found === null && isBusy.value && html`<${Skeleton} blocks=${3} />`}
    ${wanted !== '' && !isBusy.value && found?.groups.length === 0 && html`<p>${words.none(wanted)} <span class="muted">${words.noneHint}</span></p>`}
    ${
      wanted === ''
        ? html`<${Before} kept=${kept} onTake=${(one: string) => {
            q.value = one;
          }} />`
        : found?.groups.map(
            (
              group,
            ) => html`<section key=${group.kind} class="card" aria-label=${words.kinds[group.kind]}>
              <div class="chart-head">
                <h2>${words.kinds[group.kind]}</h2>
                ${
                  group.isMore &&
                  kind.value === '' &&
                  html`<button
                    class="button small"
                    onClick=${() => {
                      kind.value = group.kind;
                    }}
                  >
                    ${words.allOf(words.kinds[group.kind])}
                  </button>`
                }
              </div>
              <ul class="hits">${group.hits.map((hit) => html`<${Hit} key=${hit.id} hit=${hit} onOpen=${() => kept.used(wanted)} />`)}</ul>
            </section>`,
          )
    }
  </div>`;
}

function Hit({ hit, onOpen }: { hit: SearchHit; onOpen: () => void }) {
  return html`<li>
    <a href=${hit.path} onClick=${onOpen}>${hit.title}</a>
    ${hit.detail !== '' && html`<span class="muted">${hit.detail}</span>`}
    ${hit.atMs !== null && html`<span class="muted">${dateTime(hit.atMs)}</span>`}
  </li>`;
}

/** What was searched before. */
function Before({ kept, onTake }: { kept: KeptSearches; onTake: (q: string) => void }) {
  const lists = [
    ['saved', words.saved, words.unsave],
    ['recent', words.recent, words.forget],
  ] as const;
  return html`${lists.map(
    ([list, title, forget]) =>
      kept[list].value.length > 0 &&
      html`<section key=${list} class="card" aria-label=${title}>
        <div class="chart-head">
          <h2>${title}</h2>
          ${list === 'recent' && html`<button class="button small" onClick=${() => kept.dropAll(list)}>${words.forgetAll}</button>`}
        </div>
        <ul class="hits">
          ${kept[list].value.map(
            (one) => html`<li key=${one}>
              <button class="link" onClick=${() => onTake(one)}>${one}</button>
              <button class="button small" aria-label=${forget(one)} onClick=${() => kept.drop(list, one)}>×</button>
            </li>`,
          )}
        </ul>
      </section>`,
  )}`;
}

const countOf = (answer: { groups: readonly { hits: readonly unknown[] }[] } | null) =>
  (answer?.groups ?? []).reduce((sum, { hits }) => sum + hits.length, 0);
