import { html } from 'htm/preact';
import type { ProcessValue } from '#schemas/plant/process-value';
import { useApp } from '../../session/app.ts';
import { age } from '../../text/numbers.ts';
import { valueWords as words } from '../../text/process-values.ts';
import { amountAsSent } from '../../text/units.ts';

/** What a value says now, with its unit and its age; one that cannot be relied on looks so. */
export function ValueReading({ of: { latest, unit } }: { of: ProcessValue }) {
  const { now } = useApp();
  if (latest === null) return html`<span class="muted">${words.nothingYet}</span>`;
  const said = latest.value === null ? words.noNumber : amountAsSent(latest.value, unit);
  return html`<span class="value-reading" data-quality=${latest.quality}>
    <strong>${said}</strong>
    ${latest.quality !== 'good' && html` <span class="value-quality">${words.quality[latest.quality]}</span>`}
    <span class="muted"> ${age(latest.atMs, now.value)}</span>
  </span>`;
}
