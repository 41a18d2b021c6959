import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { text } from '../text/en.ts';
import { Icon } from './icon.ts';
import { Sentence } from './sentence.ts';

/** What was just done or failed, and a hidden place for what is only spoken. */
export function NoticeList() {
  const { notices } = useApp();
  return html`<div class="notices" role="status">
      ${notices.shown.value.map(
        (notice) => html`<div class="notice" key=${notice.id} data-kind=${notice.kind}>
          <${Icon} name=${notice.kind === 'done' ? 'good' : 'warning'} />
          <p><${Sentence} of=${notice.sentence} /></p>
          ${
            notice.undo &&
            html`<button
              class="button"
              onClick=${() => {
                notice.undo?.();
                notices.dismiss(notice.id);
              }}
            >
              ${text.undo}
            </button>`
          }
          <button
            class="button icon-only"
            aria-label=${text.close}
            onClick=${() => notices.dismiss(notice.id)}
          >
            <${Icon} name="close" />
          </button>
        </div>`,
      )}
    </div>
    <div class="spoken" role="status">${notices.spoken.value}</div>`;
}
