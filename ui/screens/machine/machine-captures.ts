import { html } from 'htm/preact';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-part-props.ts';

const SHOWN = 5;

/** The latest captured waveforms of the machine. */
export function MachineCaptures({ node }: MachinePartProps) {
  const { session } = useApp();
  const may = session.mayAnywhere('capture:read');
  const { state, reload } = useLoad(
    async (signal) =>
      may
        ? request(CAPTURE_ROUTES.captures, { query: { machine: node.name, limit: SHOWN }, signal })
        : null,
    [node.name, may],
  );
  if (!may) return null;
  const loaded = state.value;
  const items = loaded.kind === 'ready' ? (loaded.value?.items ?? []) : [];
  return html`<section class="card" aria-labelledby="machine-captures-title">
    <h2 id="machine-captures-title">${words.captures}</h2>
    ${
      loaded.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${words.capturesFailed} <button class="button small" onClick=${reload}>${text.retry}</button>
      </p>`
    }
    ${loaded.kind === 'ready' && items.length === 0 && html`<p class="muted">${words.capturesNone}</p>`}
    <ol class="machine-list">
      ${items.map(
        (capture) => html`<li key=${capture.captureId}>
          <a href=${`/captures/${capture.captureId}`}>
            <span><strong>${words.captureTrigger[capture.trigger]}</strong></span>
            <small class="muted">${dateTime(capture.atMs)}</small>
          </a>
        </li>`,
      )}
    </ol>
    ${items.length > 0 && html`<p><a href=${`/captures?machine=${encodeURIComponent(node.name)}`}>${words.capturesAll}</a></p>`}
  </section>`;
}
