import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

export interface DialogProps {
  readonly title: string;
  /** Escape, or a button of the dialog; not called while `busy`. */
  readonly onClose: () => void;
  /** Something is on its way that must not be left alone. */
  readonly busy?: boolean;
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
}

/**
 * A modal dialog: shown as long as it is rendered. Everything behind is out of reach meanwhile, and the focus returns to where
 * it was, both by the browser itself.
 */
export function Dialog({ title, onClose, busy = false, wide = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Closed before it leaves the page: a dialog that is only removed takes the focus with it.
    return () => dialog?.close();
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    if (!busy) onClose();
  };
  return html`<dialog
    ref=${element}
    class=${wide ? 'wide' : ''}
    aria-labelledby=${titleId}
    aria-busy=${busy || undefined}
    onCancel=${cancel}
  >
    <h2 id=${titleId}>${title}</h2>
    ${children}
  </dialog>`;
}
