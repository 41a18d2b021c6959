import { html } from 'htm/preact';
import type { FeedItem } from '#schemas/notifications/notification';
import { wordsIn } from '#schemas/notifications/words';
import { useApp } from '../session/app.ts';
import { pageLanguage } from '../text/page-language.ts';
import { tellingSigns as words } from '../text/telling-signs.ts';
import { Icon } from './icon.ts';

/** Messages that popped up: they go by themselves, but for critical ones, and stay while somebody points at them. */
export function ToastList() {
  const { tellings, session } = useApp();
  if (!session.may('notification:own')) return null;
  return html`<div class="toasts" role="region" aria-label=${words.toasts}>
    <div aria-live="polite">
      ${tellings.toasts.value.map((item) => html`<${Toast} key=${item.notificationId} item=${item} />`)}
    </div>
  </div>`;
}

function Toast({ item }: { item: FeedItem }) {
  const { tellings } = useApp();
  const language = pageLanguage();
  const { priority, link } = item;
  return html`<div
    class="toast"
    data-priority=${priority}
    onPointerEnter=${() => tellings.hold(item)}
    onPointerLeave=${() => tellings.release(item)}
    onFocusIn=${() => tellings.hold(item)}
    onFocusOut=${() => tellings.release(item)}
  >
    <div class="toast-words">
      <p class="toast-priority">${words.priorities[priority]}</p>
      <p class="strong">${wordsIn(item.title, language)}</p>
      <p class="muted">${wordsIn(item.body, language)}</p>
    </div>
    ${
      link !== null &&
      html`<a class="button" href=${link} onClick=${() => tellings.close(item)}>
        ${words.open}<span class="spoken"> ${wordsIn(item.title, language)}</span>
      </a>`
    }
    <button class="button icon-only" aria-label=${words.close} onClick=${() => tellings.close(item)}>
      <${Icon} name="close" />
    </button>
  </div>`;
}
