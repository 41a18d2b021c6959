import { html } from 'htm/preact';
import { KEY_ROUTES, type KeyRow, type KeyUsage } from '#schemas/http/keys';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { useLoad } from '../../parts/use-load.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';
import { loadedPart } from './loaded-part.ts';

const words = settings.keys;
const DAY_MS = 86_400_000;
const DAYS = 30;
const HEIGHT = 96;

/** How often a key was used on each of the last days, and from where. */
export function KeyUsageDialog({ shownKey, onClose }: { shownKey: KeyRow; onClose: () => void }) {
  const { keyId, name, scopes } = shownKey;
  const { state, reload } = useLoad(
    (signal) => request(KEY_ROUTES.keyUsage, { params: { keyId }, signal }),
    [keyId],
  );
  return html`<${Dialog} title=${name} onClose=${onClose} wide>
    <div class="stack">
      <p class="muted">${scopes.join(', ')}</p>
      ${loadedPart(state.value, reload, (usage) => html`<${Usage} usage=${usage} />`)}
      <div class="dialog-buttons">
        <button class="button primary" onClick=${onClose}>${text.close}</button>
      </div>
    </div>
  <//>`;
}

function Usage({ usage }: { usage: KeyUsage }) {
  const today = Math.floor(Date.now() / DAY_MS);
  const byDay = new Map(usage.days.map(({ dayMs, requests }) => [dayMs / DAY_MS, requests]));
  const bars = Array.from({ length: DAYS }, (_, i) => byDay.get(today - DAYS + 1 + i) ?? 0);
  const most = Math.max(1, ...bars);
  const total = bars.reduce((sum, n) => sum + n, 0);
  return html`<p>${words.usage(total, DAYS)}</p>
    <svg class="use-bars" viewBox=${`0 0 ${DAYS * 10} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${words.usageLabel(Math.max(...bars))}>
      ${bars.map((n, i) => {
        const height = (n / most) * HEIGHT;
        return html`<rect key=${i} x=${i * 10 + 1} y=${HEIGHT - height} width="8" height=${height} />`;
      })}
    </svg>
    <ul class="plain-list" aria-label=${words.networks}>
      ${usage.networks.map(
        ({ network, firstMs }) => html`<li key=${network}>
          <span class="grow">${network}</span><span class="muted">${words.firstUsed(dateTime(firstMs))}</span>
        </li>`,
      )}
    </ul>`;
}
