import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { text } from '../text/en.ts';
import { Icon } from './icon.ts';

const COPIED_MS = 2000;

/** A command line to type or copy. */
export function Command({ line }: { line: string }) {
  const { notices } = useApp();
  const copied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line);
    } catch {
      // Plain HTTP beyond loopback has no clipboard: the line stays selectable, so nothing is lost but a convenience.
      return;
    }
    copied.value = true;
    notices.say(text.copied);
    setTimeout(() => {
      copied.value = false;
    }, COPIED_MS);
  };
  return html`<div class="command">
    <code tabindex="0">${line}</code>
    <button class="button quiet" onClick=${copy}>
      <${Icon} name=${copied.value ? 'good' : 'copy'} />${copied.value ? text.copied : text.copy}
    </button>
  </div>`;
}
