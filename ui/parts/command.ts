import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { useApp } from '../session/app.ts';
import { text } from '../text/en.ts';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.ts';

const COPIED_MS = 2000;

/** A command line or a secret to type or copy. */
export function Command({ line }: { line: string }) {
  const { notices } = useApp();
  const copied = useSignal(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    if (!(await copyText(line, code.current))) {
      notices.failed(text.problem.noClipboard);
      return;
    }
    copied.value = true;
    notices.say(text.copied);
    setTimeout(() => {
      copied.value = false;
    }, COPIED_MS);
  };
  return html`<div class="command">
    <code tabindex="0" ref=${code}>
      ${line.split(' ').map((word, i) => html`${i > 0 && ' '}<span class="whole">${word}</span>`)}
    </code>
    <button type="button" class="button quiet" onClick=${copy}>
      <${Icon} name=${copied.value ? 'good' : 'copy'} />${copied.value ? text.copied : text.copy}
    </button>
  </div>`;
}
