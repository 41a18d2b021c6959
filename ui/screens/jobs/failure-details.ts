import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import type { JobFailure } from '#schemas/jobs/job';
import { copyText } from '../../parts/copy-text.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { jobSays } from '../../text/job-says.ts';
import { jobWords as words } from '../../text/jobs.ts';

/** What an attempt failed of: the cause in words, what it said, and where in the program it was. */
export function FailureDetails({ failure }: { failure: JobFailure }) {
  const { cause, sentence, reason, traceback } = failure;
  return html`<div>
      <p class="strong">${words.causes[cause]}</p>
      <p><${Sentence} of=${jobSays({ sentence, reason })} /></p>
    </div>
    ${traceback !== null ? html`<${Traceback} traceback=${traceback} />` : html`<p class="muted">${words.noTraceback}</p>`}`;
}

function Traceback({ traceback }: { traceback: string }) {
  const { notices } = useApp();
  const shown = useRef<HTMLPreElement>(null);
  const copy = async () => {
    const isCopied = await copyText(traceback, shown.current);
    if (isCopied) notices.done(words.copied);
    else notices.failed(words.notCopied);
  };
  return html`<div>
    <div class="job-part-head">
      <h3 id="traceback-title">${words.traceback}</h3>
      <button class="button" onClick=${copy}>${text.copy}</button>
    </div>
    <pre class="job-text" ref=${shown} tabindex="0" role="region" aria-labelledby="traceback-title">${traceback}</pre>
  </div>`;
}
