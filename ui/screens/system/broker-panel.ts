import { html } from 'htm/preact';
import type { BrokerState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { useApp } from '../../session/app.ts';
import { byteRate, count, figure, NO_VALUE, span } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

/** The broker: how it is reached, what passes through it, and what it turned away. */
export function BrokerPanel({ broker }: { broker: BrokerState }) {
  const { now } = useApp();
  const since =
    broker.sinceMs === null ? '' : ` ${systemWords.since(span(now.value - broker.sinceMs))}`;
  const state = broker.connected ? systemWords.connected : systemWords.disconnected;
  const turnedAway = [
    'refusedConnections',
    'refusedPublishes',
    'rateLimited',
    'droppedSlowSubscriber',
  ] as const;
  return html`<section class="card" aria-labelledby="broker-title">
    <h2 id="broker-title">${systemWords.broker}</h2>
    <${Rows}>
      <${Row} name=${systemWords.connection} bad=${!broker.connected}>${state}${since}<//>
      <${Row} name=${systemWords.kind}>${systemWords.brokerKind[broker.kind]}<//>
      <${Row} name=${systemWords.address}><code>${broker.url}</code><//>
      <${Row} name=${systemWords.clients}>${count(broker.clients)}<//>
      <${Row} name=${systemWords.messages}>${perSecond(broker.messagesPerSecond)}<//>
      <${Row} name=${systemWords.traffic}>${byteRate(broker.bytesPerSecond)}<//>
      <${Row} name=${systemWords.restarts} bad=${broker.restarts > 0}>${count(broker.restarts)}<//>
      ${turnedAway.map(
        (name) => html`<${Row} key=${name} name=${systemWords[name]} bad=${(broker[name] ?? 0) > 0}>
          ${count(broker[name])}
        <//>`,
      )}
    <//>
  </section>`;
}

function perSecond(rate: number | null): string {
  return rate === null ? NO_VALUE : `${rate >= 100 ? count(rate) : figure(rate)}/s`;
}
