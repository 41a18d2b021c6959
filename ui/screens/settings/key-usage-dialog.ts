import { html } from 'htm/preact';
import { KEY_ROUTES, type KeyRow, type KeyUsage } from '#schemas/http/keys';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';
import { loadedPart } from './loaded-part.ts';
import { UsageChart } from './usage-chart.ts';

const words = settings.keys;

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
  const { now } = useApp();
  return html`<${UsageChart} usage=${usage} nowMs=${now.peek()} />
    <h3>${words.networks}</h3>
    ${usage.networks.length === 0 && html`<p class="muted">${words.noNetworks}</p>`}
    <ul class="plain-list" aria-label=${words.networks}>
      ${usage.networks.map(
        ({ network, firstMs }) => html`<li key=${network}>
          <span class="grow">${network}</span><span class="muted">${words.firstUsed(dateTime(firstMs))}</span>
        </li>`,
      )}
    </ul>`;
}
