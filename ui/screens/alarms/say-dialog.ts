import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { alarmWords as words } from '../../text/alarms.ts';

interface SayDialogProps {
  readonly title: string;
  /** What it does, before it is done. */
  readonly says: string;
  readonly label: string;
  readonly action: string;
  /** It is not done without a word; the shortest that the hub takes. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Throws what the hub refuses; the dialog shows it. */
  readonly send: (said: string) => Promise<void>;
  readonly onClose: () => void;
  /** What else is chosen, above the words. */
  readonly children?: ComponentChildren;
  readonly more?: Signal<unknown>;
}

/** Asks for a few words and says what comes of them. */
export function SayDialog(props: SayDialogProps) {
  const { title, says, label, action, minLength = 0, maxLength = 400, more } = props;
  const said = useSignal('');
  const isTried = useSignal(false);
  const isShort = said.value.trim().length < minLength;
  const form = useSubmit(async () => {
    isTried.value = true;
    if (said.peek().trim().length < minLength) return;
    await props.send(said.peek().trim());
    props.onClose();
  });
  return html`<${FormDialog}
    title=${title}
    action=${action}
    of=${form}
    draft=${() => [said.value, more?.value]}
    onClose=${props.onClose}
  >
    <p>${says}</p>
    ${props.children}
    <${TextAreaField}
      id="alarm-said"
      label=${label}
      value=${said}
      maxLength=${maxLength}
      error=${isTried.value && isShort ? words.ask.mustSay : null}
    />
  <//>`;
}
