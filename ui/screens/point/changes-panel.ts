import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { ConditionChange } from '#schemas/broker/messages';
import { POINT_ROUTES } from '#schemas/http/points';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { whyWords } from '../../text/verdict-words.ts';
import type { PointCell } from '../../websocket/point-cell.ts';

interface Shown {
  readonly items: readonly ConditionChange[];
  readonly nextCursor: string | null;
}

/** When the point changed its condition, newest first; asked for again when it changes. */
export function ChangesPanel({ cell }: { cell: PointCell }) {
  const { notices } = useApp();
  const { pointId } = cell.point.value;
  const condition = cell.latest.value?.verdict.condition ?? null;
  const load = (cursor: string | null, signal?: AbortSignal) =>
    request(POINT_ROUTES.changes, {
      params: { pointId },
      query: cursor === null ? {} : { cursor },
      signal,
    });
  const { state, reload } = useLoad((signal) => load(null, signal), [pointId, condition]);
  const older = useSignal<Shown | null>(null);
  const loaded = state.value;
  useEffect(() => {
    older.value = null;
  }, [loaded]);
  const more = async (cursor: string) => {
    try {
      const next = await load(cursor);
      const before = older.value?.items ?? [];
      older.value = { items: [...before, ...next.items], nextCursor: next.nextCursor };
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  const first: Shown = loaded.kind === 'ready' ? loaded.value : { items: [], nextCursor: null };
  const changes = [...first.items, ...(older.value?.items ?? [])];
  const cursor = older.value === null ? first.nextCursor : older.value.nextCursor;
  return html`<section class="card" aria-labelledby="changes-title">
    <h2 id="changes-title">${pointWords.changes}</h2>
    ${
      loaded.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${pointWords.changesFailed} <button class="button small" onClick=${reload}>${text.retry}</button>
      </p>`
    }
    ${loaded.kind === 'ready' && changes.length === 0 && html`<p class="muted changes-none">${pointWords.noChanges}</p>`}
    <ol class="changes">
      ${changes.map(
        (change) => html`<li class="change" key=${change.changeId}>
          <${Badge} appearance=${change.to} />
          <time datetime=${new Date(change.atMs).toISOString()}>${dateTime(change.atMs)}</time>
          <p>${whyWords(change.verdict)}</p>
        </li>`,
      )}
    </ol>
    ${
      cursor !== null &&
      html`<button class="button" onClick=${() => more(cursor)}>${pointWords.more}</button>`
    }
  </section>`;
}
