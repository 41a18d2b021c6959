import { html } from 'htm/preact';
import type { FeedItem } from '#schemas/notifications/notification';
import { wordsIn } from '#schemas/notifications/words';
import { Icon } from '../../parts/icon.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useApp } from '../../session/app.ts';
import { notificationWords as words } from '../../text/notifications.ts';
import { age, dateTime } from '../../text/numbers.ts';
import { pageLanguage } from '../../text/page-language.ts';
import { sendingSays } from '../../text/sending-says.ts';
import { tellingSigns } from '../../text/telling-signs.ts';

/** One notification: what, when, how urgent, which ways failed, and the way to what it is about. */
export function FeedRow({ item, onMark }: { item: FeedItem; onMark: (isRead: boolean) => void }) {
  const { now } = useApp();
  const language = pageLanguage();
  const title = wordsIn(item.title, language);
  const isRead = item.readMs !== null;
  const follow = () => {
    if (!isRead) onMark(true);
  };
  return html`<li class="feed-row" data-priority=${item.priority} data-read=${isRead || undefined}>
    <div class="feed-words">
      <p class="feed-facts">
        <span class="feed-priority">${tellingSigns.priorities[item.priority]}</span>
        <time datetime=${new Date(item.atMs).toISOString()} title=${dateTime(item.atMs)}>${age(item.atMs, now.value)}</time>
        ${!isRead && html`<span class="feed-unread">${words.unread}</span>`}
        ${item.acknowledgedMs !== null && html`<span>${words.acknowledged}</span>`}
      </p>
      <p class="feed-title">
        ${item.link === null ? title : html`<a href=${item.link} onClick=${follow}>${title}</a>`}
      </p>
      <p class="feed-body">${wordsIn(item.body, language)}</p>
      ${item.failures.map(
        ({ channel, ...saying }, i) =>
          html`<p key=${i} class="feed-missed"><${Icon} name="warning" /> <${Sentence} of=${words.missed(words.channels[channel], sendingSays(saying))} /></p>`,
      )}
    </div>
    <button class="button quiet" onClick=${() => onMark(!isRead)}>
      ${isRead ? words.markUnread : words.markRead}<span class="spoken"> ${title}</span>
    </button>
  </li>`;
}
