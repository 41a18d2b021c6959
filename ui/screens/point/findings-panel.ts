import { html } from 'htm/preact';
import type { Finding } from '#schemas/readings/finding';
import { Badge } from '../../parts/badge.ts';
import { text } from '../../text/en.ts';
import { evidenceSentence, gravestFirst, thresholdSentence } from '../../text/sentences.ts';
import type { PointCell } from '../../websocket/point-cell.ts';

/** The faults that hold now, gravest first, each with who says so and what was measured. */
export function FindingsPanel({ cell }: { cell: PointCell }) {
  const findings = gravestFirst(cell.latest.value?.verdict.findings ?? []);
  return html`<section class="card" aria-labelledby="findings-title">
    <h2 id="findings-title">${text.point.findings}</h2>
    ${cell.appearance.value === 'stale' && html`<p class="hint">${text.point.lastKnown}</p>`}
    ${
      findings.length === 0
        ? html`<p class="muted">${text.point.noFindings}</p>`
        : html`<ul class="findings">
            ${findings.map(
              (finding) => html`<li key=${finding.fault + finding.source}>
                <${FindingItem} finding=${finding} />
              </li>`,
            )}
          </ul>`
    }
  </section>`;
}

function FindingItem({ finding }: { finding: Finding }) {
  const { fault, severity, confidence, source, evidence } = finding;
  return html`<div class="finding-head">
      <h3>${text.fault[fault]}</h3>
      <${Badge} appearance=${severity} />
    </div>
    <p class="hint" title=${text.point.sourceNote[source]}>
      ${text.point.source[source]} · ${text.point.confidence(Math.round(confidence * 100))}
    </p>
    <ul class="evidence">
      ${evidence.map(
        (fact, i) => html`<li key=${i}>
          ${evidenceSentence(fact)} <span class="muted">(${text.point.limit(thresholdSentence(fact))})</span>
        </li>`,
      )}
    </ul>`;
}
