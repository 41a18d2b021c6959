import { html } from 'htm/preact';
import type { SystemState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { text } from '../../text/en.ts';
import { count, megabytes, milliseconds, span } from '../../text/numbers.ts';

/** The hub's event loop should never be busy for longer; screens and agents would feel it. */
const LOOP_DELAY_LIMIT_MS = 20;

interface HubPanelProps {
  readonly hub: SystemState['hub'];
  readonly sensors: SystemState['sensors'];
}

/** The hub, its storage and the sensors that it knows. */
export function HubPanel({ hub, sensors }: HubPanelProps) {
  return html`<section class="card" aria-labelledby="hub-title">
    <h2 id="hub-title">${text.system.hub}</h2>
    <${Rows}>
      <${Row} name=${text.system.version}>${hub.version}<//>
      <${Row} name=${text.system.uptime}>${span(hub.uptimeS * 1000)}<//>
      <${Row} name=${text.system.memory}>${megabytes(hub.rssMb)}<//>
      <${Row} name=${text.system.loopDelay} bad=${hub.loopDelayP99Ms > LOOP_DELAY_LIMIT_MS}>
        ${milliseconds(hub.loopDelayP99Ms)}
      <//>
      <${Row} name=${text.system.screens}>${count(hub.screens)}<//>
      <${Row} name=${text.system.people}>${count(hub.people)}<//>
      <${Row} name=${text.system.requests}>${requestWords(hub.requests)}<//>
      <${Row} name=${text.system.failures} bad=${hub.requests.failedLastHour > 0}>
        ${count(hub.requests.failedLastHour)}
      <//>
      <${Row} name=${text.system.sensors} bad=${sensors.online < sensors.known}>
        ${text.system.sensorsOnline(sensors.online, sensors.known)}
      <//>
      <${Row} name=${text.system.database}>${megabytes(hub.databaseMb)}<//>
      <${Row} name=${text.system.diskFree} bad=${hub.storageFull}>${megabytes(hub.diskFreeMb)}<//>
    <//>
    ${hub.storageFull && html`<p class="storage-full" role="alert">${text.system.storageFull}</p>`}
  </section>`;
}

function requestWords({ perMinute, p95Ms }: SystemState['hub']['requests']): string {
  return p95Ms === null
    ? text.system.noRequests
    : text.system.requestsNow(count(perMinute), milliseconds(p95Ms));
}
