import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PROCESS_VALUE_ROUTES } from '#schemas/http/process-values';
import { TREND_FIGURES, type TrendFigure } from '#schemas/http/trends';
import type { PointId, ProcessValueId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { type Pick, PickField } from '../../parts/form/pick-field.ts';
import { usePointFinder } from '../../parts/use-point-finder.ts';
import { text } from '../../text/en.ts';
import { trendsWords } from '../../text/trends.ts';
import { LINES_MAX, nameOf, type TrendLineKey, type TrendsView } from './trends-address.ts';

interface AddValuesProps {
  readonly view: TrendsView;
  readonly onAdd: (next: TrendsView) => void;
  readonly onClose: () => void;
}

/** Chooses a point by typing, and which of its values to show. */
export function AddValues({ view, onAdd, onClose }: AddValuesProps) {
  const findPoints = usePointFinder();
  const find = async (words: string, signal: AbortSignal) => [
    ...(await findPoints(words)),
    ...(await findValues(words, signal)),
  ];
  const point = useSignal<Pick | null>(null);
  const figures = useSignal<ReadonlySet<TrendFigure>>(new Set(['velocity']));
  const problem = useSignal<'point' | 'figure' | null>(null);
  const isValue = point.value?.id.startsWith('pv_') ?? false;
  const turn = (figure: TrendFigure) => {
    const next = new Set(figures.value);
    if (!next.delete(figure)) next.add(figure);
    figures.value = next;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const picked = point.value;
    if (picked === null) problem.value = 'point';
    else if (isValue) onAdd(withLines(view, picked.id as ProcessValueId, ['value']));
    else if (figures.value.size === 0) problem.value = 'figure';
    else onAdd(withLines(view, picked.id as PointId, [...figures.value]));
  };
  return html`<${Dialog} title=${trendsWords.addTitle} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <${PickField}
        id="trends-point"
        label=${trendsWords.point}
        value=${point}
        find=${find}
        autofocus
        error=${problem.value === 'point' && point.value === null ? trendsWords.needPoint : null}
        hint=${trendsWords.pointHint}
      />
      <fieldset class="stack" hidden=${isValue}>
        <legend>${trendsWords.figures}</legend>
        ${TREND_FIGURES.map(
          (figure) => html`<label class="check" key=${figure}>
            <input type="checkbox" checked=${figures.value.has(figure)} onChange=${() => turn(figure)} />
            <span>${text.figure[figure]}</span>
          </label>`,
        )}
        ${
          problem.value === 'figure' &&
          figures.value.size === 0 &&
          html`<p class="hint wrong" role="alert">${trendsWords.needFigure}</p>`
        }
      </fieldset>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick=${onClose}>${text.cancel}</button>
        <button class="button primary">${trendsWords.addThese}</button>
      </div>
    </form>
  <//>`;
}

/** The view with these lines added; what it has already stays once. */
function withLines(
  view: TrendsView,
  sourceId: TrendLineKey['sourceId'],
  figures: readonly TrendLineKey['figure'][],
): TrendsView {
  const known = new Set(view.lines.map(nameOf));
  const added = figures
    .map((figure) => ({ sourceId, figure }))
    .filter((line) => !known.has(nameOf(line)));
  const lines = [...view.lines, ...added].slice(0, LINES_MAX);
  return { ...view, lines };
}

const VALUES_FOUND = 8;

async function findValues(words: string, signal: AbortSignal): Promise<Pick[]> {
  const query = { q: words, limit: VALUES_FOUND };
  const { items } = await request(PROCESS_VALUE_ROUTES.processValues, { query, signal });
  return items.map(({ valueId, name, unit, address }) => ({
    ...{ id: valueId, word: name, more: `${unit} ${address}`.trim() },
  }));
}
