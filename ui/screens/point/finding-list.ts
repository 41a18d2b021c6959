import { html } from 'htm/preact';
import type { Evidence, Finding, Verdict } from '#schemas/readings/finding';
import { Badge } from '../../parts/badge.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import {
  byFault,
  evidenceSentence,
  type FaultGroup,
  thresholdSentence,
} from '../../text/sentences.ts';

/** The faults of a verdict, gravest first, each with what was measured and who says so; or that there are none. */
export function FindingList({ verdict }: { verdict: Verdict | undefined }) {
  const groups = byFault(verdict?.findings ?? []);
  if (groups.length === 0) {
    const judged = verdict?.severity.graded === true;
    return html`<p class="muted">${judged ? pointWords.noFindings : pointWords.noFindingsUngraded}</p>`;
  }
  return html`<ul class="findings">
    ${groups.map((group) => html`<li key=${group.fault}><${FaultItem} group=${group} /></li>`)}
  </ul>`;
}

function FaultItem({ group }: { group: FaultGroup }) {
  const { fault, severity, findings } = group;
  return html`<div class="finding-head">
      <h3>${text.fault[fault]}</h3>
      <${Badge} appearance=${severity} />
    </div>
    <ul class="evidence">
      ${evidenceOf(findings).map(
        (fact, i) => html`<li key=${i}>
          ${evidenceSentence(fact)}${' '}
          <span class="limit">(${pointWords.limit(thresholdSentence(fact))})</span>
        </li>`,
      )}
    </ul>
    <p class="hint">
      ${findings.length > 1 && html`${pointWords.agree} · `}
      ${findings.map(
        (
          { source, confidence },
          i,
        ) => html`${i > 0 && ' · '}<span title=${pointWords.sourceNote[source]}
            >${pointWords.confidence(pointWords.source[source], Math.round(confidence * 100))}</span
          >`,
      )}
    </p>`;
}

/** What was measured; the model's score is evidence only where no rule measured anything. */
function evidenceOf(findings: readonly Finding[]): Evidence[] {
  const ruled = findings.filter(({ source }) => source === 'rule');
  return (ruled.length > 0 ? ruled : findings).flatMap(({ evidence }) => evidence);
}
