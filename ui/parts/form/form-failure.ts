import { html } from 'htm/preact';
import { access } from '../../text/access.ts';
import { Failure } from '../failure.ts';
import { Icon } from '../icon.ts';
import type { Submitting } from './use-submit.ts';

const words = access.tooMany;

/** Above a form that tells who somebody is: why it was refused and, after too many attempts, how long to wait and what else helps. */
export function FormFailure({ of: { failure, waitS } }: { of: Submitting }) {
  if (waitS.value !== null) return html`<${Wait} leftS=${waitS.value} />`;
  if (failure.value === null) return null;
  return html`<${Failure} title=${failure.value} sentence="" retry=${null} />`;
}

function Wait({ leftS }: { leftS: number }) {
  return html`<div class="failure">
    <${Icon} name=${leftS > 0 ? 'lock' : 'good'} />
    <div>
      <p class="strong" role="alert">${leftS > 0 ? words.title : words.over}</p>
      ${
        leftS > 0 &&
        html`<p role="timer">${words.wait(minutesAndSeconds(leftS))}</p>
          <p class="muted">${words.help}</p>`
      }
    </div>
  </div>`;
}

const minutesAndSeconds = (seconds: number) =>
  seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
