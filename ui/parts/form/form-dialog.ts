import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { text } from '../../text/en.ts';
import { Dialog } from '../dialog/dialog.ts';
import { Failure } from '../failure.ts';
import { useUnsavedGuard } from './unsaved-guard.ts';
import type { Submitting } from './use-submit.ts';

/** A dialog that is a form: what was typed is not lost by Escape, what the hub refuses stands above. */
export function FormDialog({
  title,
  action,
  of: { busy, failure, submit },
  draft,
  onClose,
  wide = false,
  isDanger = false,
  isReady = true,
  children,
}: {
  title: string;
  /** The word on the button that sends it. */
  action: string;
  of: Submitting;
  /** What is in the form now. */
  draft: () => unknown;
  onClose: () => void;
  wide?: boolean;
  isDanger?: boolean;
  isReady?: boolean;
  children: ComponentChildren;
}) {
  const guard = useUnsavedGuard(draft, () => busy.peek());
  const close = () => guard.leaving(onClose);
  return html`<${Dialog} title=${title} onClose=${close} busy=${busy.value} wide=${wide}>
    <form class="stack" onSubmit=${submit}>
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      ${children}
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${close}>${text.cancel}</button>
        <button class=${isDanger ? 'button danger' : 'button primary'} disabled=${busy.value || !isReady}>
          ${action}
        </button>
      </div>
    </form>
  <//>`;
}
