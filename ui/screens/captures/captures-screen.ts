import { html } from 'htm/preact';
import { CaptureId } from '#schemas/ids/ids';
import { AnalysisTabs } from '../../parts/analysis-tabs.ts';
import { useTitle } from '../../parts/use-title.ts';
import { captureWords as words } from '../../text/captures.ts';
import { text } from '../../text/en.ts';
import { CapturePage } from './capture-page.ts';
import { CapturesList } from './captures-list.ts';

/** Captured waveforms, or one of them where the address says so. */
export function CapturesScreen({ captureId }: { captureId: string }) {
  useTitle(words.title);
  return html`<div class="section whole captures">
    <div class="analysis-head">
      <h1>${words.title}</h1>
      <${AnalysisTabs} here="captures" />
    </div>
    <${Shown} asked=${captureId} />
  </div>`;
}

function Shown({ asked }: { asked: string }) {
  if (asked === '') return html`<${CapturesList} />`;
  const captureId = CaptureId.safeParse(asked);
  return captureId.success
    ? html`<${CapturePage} key=${asked} captureId=${captureId.data} />`
    : html`<p role="alert">${text.problem.pageNotFound}</p>`;
}
