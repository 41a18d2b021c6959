import { html } from 'htm/preact';
import type { BrokerState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { byteRate, count, figure, NO_VALUE, span } from '../../text/numbers.ts';

/** The broker: how it is reached, what passes through it, and what it turned away. */
export function BrokerPanel({ broker }: { broker: BrokerState }) {
  const { now } = useApp();
  const since =
    broker.sinceMs === null ? '' : ` ${text.system.since(span(now.value - broker.sinceMs))}`;
  const state = broker.connected ? text.system.connected : text.system.disconnected;
  const turnedAway = [
    'refusedConnections',
    'refusedPublishes',
    'rateLimited',
    'droppedSlowSubscriber',
  ] as const;
  return html`<section class="card" aria-labelledby="broker-title">
    <h2 id="broker-title">${text.system.broker}</h2>
    <${Rows}>
      <${Row} name=${text.system.connection} bad=${!broker.connected}>${state}${since}<//>
      <${Row} name=${text.system.kind}>${text.system.brokerKind[broker.kind]}<//>
      <${Row} name=${text.system.address}><code>${broker.url}</code><//>
      <${Row} name=${text.system.clients}>${count(broker.clients)}<//>
      <${Row} name=${text.system.messages}>${perSecond(broker.messagesPerSecond)}<//>
      <${Row} name=${text.system.traffic}>${byteRate(broker.bytesPerSecond)}<//>
      <${Row} name=${text.system.restarts} bad=${broker.restarts > 0}>${count(broker.restarts)}<//>
      ${turnedAway.map(
        (name) => html`<${Row} key=${name} name=${text.system[name]} bad=${(broker[name] ?? 0) > 0}>
          ${count(broker[name])}
        <//>`,
      )}
    <//>
  </section>`;
}

function perSecond(rate: number | null): string {
  return rate === null ? NO_VALUE : `${rate >= 100 ? count(rate) : figure(rate)}/s`;
}
