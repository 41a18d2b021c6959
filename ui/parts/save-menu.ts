import { html } from 'htm/preact';
import { useId, useRef } from 'preact/hooks';
import { useApp } from '../session/app.ts';
import { chartWords } from '../text/charts.ts';
import { copyText } from './copy-text.ts';
import type { Drawing } from './drawing/drawing.ts';
import { saveFile } from './save-file.ts';

export interface SaveMenuProps {
  /** File name without its ending. */
  readonly name: string;
  /** Null while there is nothing to save. */
  readonly drawing: (() => Drawing) | null;
  readonly csv: (() => string) | null;
}

/** Behind one button: the view as picture, drawing, page or values, and its address. */
export function SaveMenu({ name, drawing, csv }: SaveMenuProps) {
  const { notices } = useApp();
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const save = async (as: 'png' | 'svg' | 'pdf') => {
    if (drawing === null) return;
    menu.current?.hidePopover();
    try {
      // Loaded once somebody wants it: few do.
      const { saveDrawing } = await import('./drawing/save-drawing.ts');
      await saveDrawing(drawing(), name, as);
    } catch (error) {
      console.warn(error);
      notices.failed(chartWords.saveFailed);
    }
  };
  const copy = async () => {
    if (await copyText(location.href, null)) notices.done(chartWords.addressCopied);
    menu.current?.hidePopover();
  };
  return html`<div class="view-menu">
    <button class="button small" popovertarget=${menuId}>${chartWords.save} …</button>
    <div id=${menuId} class="table-view" popover role="group" aria-label=${chartWords.save} ref=${menu}>
      ${(['png', 'svg', 'pdf'] as const).map(
        (as) => html`<button
          key=${as}
          class="button wide"
          disabled=${drawing === null}
          onClick=${() => void save(as)}
        >
          ${chartWords.saveAs[as]}
        </button>`,
      )}
      <button
        class="button wide"
        disabled=${csv === null}
        onClick=${() => csv !== null && saveFile(`${name}.csv`, 'text/csv', csv())}
      >
        ${chartWords.saveAs.csv}
      </button>
      <hr />
      <button class="button wide" onClick=${() => void copy()}>${chartWords.copyAddress}</button>
    </div>
  </div>`;
}
