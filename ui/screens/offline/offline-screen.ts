import { html } from 'htm/preact';
import { newId } from '#schemas/ids/ids';
import { Badge } from '../../parts/badge.ts';
import { Icon } from '../../parts/icon.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import type { Known } from '../../session/last-known.ts';
import { alarmWords } from '../../text/alarms.ts';
import { type Appearance, text } from '../../text/en.ts';
import { age, dateTime } from '../../text/numbers.ts';
import { offlineWords as words } from '../../text/offline.ts';
import { outboxWords } from '../../text/outbox.ts';

/** What was last known, marked as old with its age; alarms can be acknowledged, which waits for the hub. */
export function OfflineScreen({ known }: { known: Known }) {
  const { session, now } = useApp();
  useTitle(words.title);
  const passed = now.value > 0 ? age(known.savedMs, Date.now()) : '';
  return html`<div class="offline stack">
    <div class="card offline-head" role="status">
      <h1><${Icon} name="offline" /> ${words.title}</h1>
      <p class="strong">${words.old(dateTime(known.savedMs), passed)}</p>
      <p class="muted">${words.of(known.userName)} ${text.connection.byItself}</p>
      <button class="button primary" onClick=${() => void session.ask()}>${text.retry}</button>
    </div>
    <${Counts} known=${known} />
    <${Alarms} known=${known} />
    <${Points} known=${known} />
  </div>`;
}

function Counts({ known }: { known: Known }) {
  const seen = Object.entries(known.counts).filter(([, n]) => n > 0) as [Appearance, number][];
  return html`<ul class="offline-counts" aria-label=${words.points(known.total)}>
    ${seen.map(
      ([appearance, n]) => html`<li key=${appearance}>
        <${Badge} appearance=${appearance} /><span class="strong">${n}</span>
      </li>`,
    )}
  </ul>`;
}

function Alarms({ known }: { known: Known }) {
  const { outbox, notices } = useApp();
  const waiting = new Set(outbox.mine('acknowledgement').flatMap(alarmIdsOf));
  const acknowledge = ({ alarmId, name }: Known['alarms'][number]) => {
    const body = { which: { by: 'ids', alarmIds: [alarmId] }, seenMs: known.savedMs };
    const what = words.acknowledgeWhat(name);
    const isKept = outbox.add({ kind: 'acknowledgement', key: newId('al'), what, body });
    if (!isKept) notices.failed(outboxWords.noRoom);
  };
  return html`<section class="card stack" aria-labelledby="offline-alarms">
    <h2 id="offline-alarms">${words.alarms}</h2>
    ${known.alarms.length === 0 && html`<p class="muted">${words.noAlarms}</p>`}
    ${known.mayAcknowledge && known.alarms.length > 0 && html`<p class="muted">${words.acknowledgeEffect}</p>`}
    <ul class="offline-list">
      ${known.alarms.map(
        (alarm) => html`<li key=${alarm.alarmId}>
          <div>
            <p class="strong">${alarm.name}</p>
            <p class="muted">${priorityWord(alarm.priority)} · ${words.raised(dateTime(alarm.raisedMs))}</p>
          </div>
          ${
            alarm.isAcknowledged
              ? html`<span class="muted">${words.acknowledged}</span>`
              : waiting.has(alarm.alarmId)
                ? html`<span role="status">${words.waits}</span>`
                : known.mayAcknowledge &&
                  html`<button
                    class="button"
                    aria-label=${words.acknowledgeThis(alarm.name)}
                    onClick=${() => acknowledge(alarm)}
                  >
                    ${words.acknowledge}
                  </button>`
          }
        </li>`,
      )}
    </ul>
  </section>`;
}

function Points({ known }: { known: Known }) {
  return html`<section class="card stack" aria-labelledby="offline-points">
    <h2 id="offline-points">${words.worst}</h2>
    ${known.points.length === 0 && html`<p class="muted">${words.noPoints}</p>`}
    <ul class="offline-list">
      ${known.points.map(
        (point) => html`<li key=${point.pointId}>
          <div>
            <p class="strong">${point.name}</p>
            <p class="muted">${point.says}</p>
          </div>
          <span class="number">${point.figure}</span>
          <${Badge} appearance=${point.appearance as Appearance} />
        </li>`,
      )}
    </ul>
  </section>`;
}

function priorityWord(priority: string): string {
  return (alarmWords.priorities as Record<string, string>)[priority] ?? priority;
}

function alarmIdsOf({ body }: { readonly body: unknown }): readonly string[] {
  return (body as { which?: { alarmIds?: string[] } }).which?.alarmIds ?? [];
}
