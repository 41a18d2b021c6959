import { html } from 'htm/preact';
import type { SystemState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { count, megabytes, milliseconds, span } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

/** The hub's event loop should never be busy for longer; screens and agents would feel it. */
const LOOP_DELAY_LIMIT_MS = 20;

interface HubPanelProps {
  readonly hub: SystemState['hub'];
  readonly sensors: SystemState['sensors'];
}

/** The hub, its storage and the sensors that it knows. */
export function HubPanel({ hub, sensors }: HubPanelProps) {
  return html`<section class="card" aria-labelledby="hub-title">
    <h2 id="hub-title">${systemWords.hub}</h2>
    <${Rows}>
      <${Row} name=${systemWords.version}>${hub.version}<//>
      <${Row} name=${systemWords.uptime}>${span(hub.uptimeS * 1000)}<//>
      <${Row} name=${systemWords.memory}>${megabytes(hub.rssMb)}<//>
      <${Row} name=${systemWords.loopDelay} bad=${hub.loopDelayP99Ms > LOOP_DELAY_LIMIT_MS}>
        ${milliseconds(hub.loopDelayP99Ms)}
      <//>
      <${Row} name=${systemWords.screens}>${count(hub.screens)}<//>
      <${Row} name=${systemWords.people}>${count(hub.people)}<//>
      <${Row} name=${systemWords.requests}>${requestWords(hub.requests)}<//>
      <${Row} name=${systemWords.failures} bad=${hub.requests.failedLastHour > 0}>
        ${count(hub.requests.failedLastHour)}
      <//>
      <${Row} name=${systemWords.sensors} bad=${sensors.online < sensors.known}>
        ${systemWords.sensorsOnline(sensors.online, sensors.known)}
      <//>
      <${Row} name=${systemWords.database}>${megabytes(hub.databaseMb)}<//>
      <${Row} name=${systemWords.diskFree} bad=${hub.storageFull}>${megabytes(hub.diskFreeMb)}<//>
    <//>
    ${hub.storageFull && html`<p class="storage-full" role="alert">${systemWords.storageFull}</p>`}
  </section>`;
}

function requestWords({ perMinute, p95Ms }: SystemState['hub']['requests']): string {
  return p95Ms === null
    ? systemWords.noRequests
    : systemWords.requestsNow(count(perMinute), milliseconds(p95Ms));
}
