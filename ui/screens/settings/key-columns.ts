import { html } from 'htm/preact';
import type { KeyRow } from '#schemas/http/keys';
import type { Column } from '../../parts/table/column.ts';
import { age, count, dateTime } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';

const words = settings.keys;

/** What is told of an API key, to its owner and to who looks after keys. */
export function keyColumns(now: () => number): Column<KeyRow>[] {
  return [
    { key: 'name', title: words.name, words: ({ name }) => name, sort: 'name', isName: true },
    {
      key: 'state',
      title: words.state,
      words: (row) => words.states[stateOf(row, now())],
      sort: 'state',
    },
    {
      key: 'prefix',
      title: words.prefix,
      words: ({ prefix }) => `${prefix}…`,
      cell: ({ prefix }) => html`<code>${prefix}…</code>`,
    },
    { key: 'scopes', title: words.scopes, words: ({ scopes }) => scopes.join(', '), isExtra: true },
    {
      key: 'expires',
      title: words.expires,
      words: ({ expiresMs }) => (expiresMs === null ? words.never : dateTime(expiresMs)),
      order: ({ expiresMs }) => expiresMs ?? Number.MAX_SAFE_INTEGER,
      sort: 'expires',
    },
    {
      key: 'used',
      title: words.used,
      words: ({ lastUsedMs }) => age(lastUsedMs, now()),
      order: ({ lastUsedMs }) => lastUsedMs ?? 0,
      sort: 'used',
    },
    {
      key: 'today',
      title: words.today,
      words: ({ usedToday }) => count(usedToday),
      order: ({ usedToday }) => usedToday,
      sort: 'today',
      align: 'end',
    },
  ];
}

const SOON_MS = 14 * 86_400_000;

/** What of a key needs to be known first. */
function stateOf(
  { expiresMs, replacedBy, kind }: KeyRow,
  nowMs: number,
): keyof typeof words.states {
  if (expiresMs !== null && expiresMs <= nowMs) return 'expired';
  if (replacedBy !== null) return 'replaced';
  if (expiresMs !== null && expiresMs <= nowMs + SOON_MS) return 'soon';
  return kind;
}
