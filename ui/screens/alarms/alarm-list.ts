import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ALARM_ROUTES, type HeldAsset } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useKept } from '../../parts/use-kept.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { useAddressSignal } from '../../session/use-address.ts';
import { alarmWords } from '../../text/alarms.ts';
import { clockTime } from '../../text/numbers.ts';
import { HeldList } from './held-list.ts';
import { StandingAlarms } from './standing-alarms.ts';
import { SuppressedList } from './suppressed-list.ts';
import { useAfterNews } from './use-after-news.ts';

const words = alarmWords.list;
const VIEWS = ['standing', 'shelved', 'suppressed', 'out_of_service'] as const;
type View = (typeof VIEWS)[number];
const isView = (word: string): word is View => (VIEWS as readonly string[]).includes(word);

/** What stands now and, each for itself, what is held back: so that nothing that is put aside is forgotten. */
export function AlarmList() {
  const { alarms, live } = useApp();
  const asked = useAddressSignal('view');
  const view = isView(asked.value) ? asked.value : 'standing';
  const { state, reload } = useLoad((signal) => request(ALARM_ROUTES.alarmHolds, { signal }), []);
  useAfterNews(reload);
  const isLost = live.state.value.kind === 'waiting';
  const heardMs = live.heardMs.value;
  const { value: kept } = useKept(state.value);
  const holds = kept?.holds ?? [];
  const counts = countsOf(alarms.standing.value.length, holds, {
    suppressed: alarms.open.value.filter(({ hold }) => hold?.kind === 'suppressed').length,
  });
  return html`${isLost && heardMs !== null && html`<p class="not-up-to-date" role="status">${words.old(clockTime(heardMs))}</p>`}
    <div class="alarm-views" role="group" aria-label=${words.viewLabel}>
      ${VIEWS.map(
        (one) => html`<button
          key=${one}
          class="chip"
          aria-pressed=${one === view}
          data-none=${counts[one] === 0 || undefined}
          onClick=${() => {
            asked.value = one === 'standing' ? '' : one;
          }}
        >
          ${words.views[one]}<span class="count">${counts[one]}</span>
        </button>`,
      )}
    </div>
    ${
      view === 'standing'
        ? html`<${Standing} />`
        : view === 'suppressed'
          ? html`<${SuppressedList} />`
          : kept === null && state.value.kind === 'failed'
            ? html`<${Failure} title=${words.failed} sentence=${state.value.sentence} retry=${reload} />`
            : kept === null
              ? html`<${Skeleton} blocks=${1} />`
              : html`<${HeldList} key=${view} kind=${view} holds=${holds} onChanged=${reload} />`
    }`;
}

function Standing() {
  const { alarms } = useApp();
  const isGrouped = useSignal<boolean | null>(null);
  if (!alarms.isLoaded.value) return html`<${Skeleton} blocks=${1} />`;
  return html`<${StandingAlarms} isGrouped=${isGrouped} />`;
}

function countsOf(
  standing: number,
  holds: readonly HeldAsset[],
  { suppressed }: { suppressed: number },
): Record<View, number> {
  const of = (kind: HeldAsset['hold']['kind']) =>
    holds.filter(({ hold }) => hold.kind === kind).length;
  return { standing, shelved: of('shelved'), suppressed, out_of_service: of('out_of_service') };
}
