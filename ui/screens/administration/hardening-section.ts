import { html } from 'htm/preact';
import {
  HARDENING_ROUTES,
  type HardeningCheck,
  type HardeningReport,
} from '#schemas/http/hardening';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon, type IconName } from '../../parts/icon.ts';
import { Sentence } from '../../parts/sentence.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { hardening as words } from '../../text/hardening.ts';
import { hardeningSays } from '../../text/hardening-says.ts';

const STATES = ['failed', 'unknown', 'passed'] as const;
const ICONS: Record<HardeningCheck['weight'], IconName> = {
  critical: 'danger',
  warning: 'warning',
  advice: 'advisory',
};

/** How well the site is secured: what to do first, then what holds. */
export function HardeningSection() {
  const { state, reload } = useLoad(
    (signal) => request(HARDENING_ROUTES.hardening, { signal }),
    [],
  );
  const { value } = state;
  if (value.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (value.kind === 'failed') {
    return html`<${Failure} title=${words.again} sentence=${value.sentence} retry=${reload} />`;
  }
  const { checks } = value.value;
  return html`<div class="stack">
    <p class="muted">${words.lead}</p>
    <${Score} report=${value.value} reload=${reload} />
    ${STATES.map((one) => html`<${Group} state=${one} checks=${checks.filter((check) => check.state === one)} />`)}
  </div>`;
}

function Score({ report, reload }: { report: HardeningReport; reload: () => void }) {
  const told = report.checks.filter(({ state }) => state !== 'unknown');
  const passed = told.filter(({ state }) => state === 'passed').length;
  const percent = `${Math.round(report.scorePct)} %`;
  return html`<div class="row">
    <div>
      <p role="status"><strong>${words.score(percent, passed, told.length)}</strong></p>
      <p class="hint">${words.scoreHow}</p>
    </div>
    <button class="button" onClick=${reload}>${words.again}</button>
  </div>`;
}

function Group({ state, checks }: { state: HardeningCheck['state']; checks: HardeningCheck[] }) {
  if (checks.length === 0) return null;
  return html`<section>
    <h3>${words.states[state]} <span class="muted">${checks.length}</span></h3>
    <ul class="check-list">${checks.map((check) => html`<${CheckItem} check=${check} />`)}</ul>
  </section>`;
}

function CheckItem({
  check: { key, weight, state, says, reason, remedy, remedyReason, path },
}: {
  check: HardeningCheck;
}) {
  const icon = state === 'passed' ? 'good' : state === 'unknown' ? 'not_graded' : ICONS[weight];
  return html`<li data-state=${state} data-weight=${weight}>
    <${Icon} name=${icon} />
    <div>
      <p><strong>${words.titles[key] ?? key}</strong>${state === 'failed' && html` <span class="muted">${words.weights[weight]}</span>`}</p>
      <p><${Sentence} of=${hardeningSays({ says, reason })} /></p>
      ${
        remedy !== null &&
        html`<p class="muted">
          <${Sentence} of=${hardeningSays({ says: remedy, reason: remedyReason })} />
          ${path !== null && html` <a href=${path}>${words.open}<span class="spoken"> ${words.titles[key]}</span></a>`}
        </p>`
      }
    </div>
  </li>`;
}
