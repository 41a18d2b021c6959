import { html } from 'htm/preact';
import type { WidgetOf } from '#schemas/dashboards/widget';
import { useProcessValues } from '../../../parts/values/use-process-values.ts';
import { ValueReading } from '../../../parts/values/value-reading.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';

/** One process value, live. */
export function ValueWidget({ of: { valueId } }: { of: WidgetOf<'value'> }) {
  const { values } = useProcessValues({});
  const loaded = values.value;
  if (loaded.kind !== 'ready') {
    return html`<p class="muted">${loaded.kind === 'failed' ? loaded.sentence : words.noData}</p>`;
  }
  const value = loaded.value.find((one) => one.valueId === valueId);
  if (value === undefined) return html`<p class="muted">${words.noValue}</p>`;
  return html`<div class="widget-point">
    <p>${value.name}</p>
    <p class="widget-figure"><${ValueReading} of=${value} /></p>
  </div>`;
}
