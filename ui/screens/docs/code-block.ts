import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { copyText } from '../../parts/copy-text.ts';
import { text } from '../../text/en.ts';

/** Lines to read and to copy. They may be wider than the page: then the keyboard scrolls them, too. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const shown = useRef<HTMLPreElement>(null);
  const isCopied = useSignal(false);
  const copy = async () => {
    isCopied.value = await copyText(code, shown.current);
  };
  return html`<figure class="code-block">
    <figcaption>
      <span>${label}</span>
      <button class="button quiet" onClick=${copy}>
        ${isCopied.value ? text.copied : text.copy}<span class="spoken"> ${label}</span>
      </button>
    </figcaption>
    <pre ref=${shown} tabindex="0" aria-label=${label} role="group"><code>${code}</code></pre>
    <span class="spoken" role="status">${isCopied.value ? text.copied : ''}</span>
  </figure>`;
}
