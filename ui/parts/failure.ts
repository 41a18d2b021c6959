import { html } from 'htm/preact';
import { text } from '../text/en.ts';
import { Icon } from './icon.ts';
import { Sentence } from './sentence.ts';

/** What failed, why, and the way to try again. */
export function Failure({
  title,
  sentence,
  retry,
}: {
  title: string;
  sentence: string;
  retry: (() => void) | null;
}) {
  return html`<div class="failure" role="alert">
    <${Icon} name="warning" />
    <div>
      <p class="strong"><${Sentence} of=${title} /></p>
      ${sentence !== '' && html`<p><${Sentence} of=${sentence} /></p>`}
      ${retry && html`<button class="button" onClick=${retry}>${text.retry}</button>`}
    </div>
  </div>`;
}
