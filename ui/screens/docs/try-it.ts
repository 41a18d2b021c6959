import { type Signal, signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { TextField } from '../../parts/form/text-field.ts';
import { useApp } from '../../session/app.ts';
import { docs } from '../../text/docs.ts';
import { CodeBlock } from './code-block.ts';
import { mayCall } from './may-call.ts';
import type { Operation, Parameter } from './operations.ts';
import { type Sent, sendPlain } from './send-plain.ts';

interface Entry {
  readonly parameter: Parameter;
  readonly value: Signal<string>;
}

/** Sends an operation that only reads, as the person who is here. */
export function TryIt({ operation }: { operation: Operation }) {
  const { session } = useApp();
  const { permission } = operation;
  const isFree = permission === 'public';
  if (!isFree && session.state.value.kind !== 'person') {
    return html`<p><a href="/sign-in?to=%2Fdocs">${docs.signInFirst}</a></p>`;
  }
  if (!isFree && !mayCall(session, operation)) return html`<p>${docs.notYours}</p>`;
  return html`<${TryForm} operation=${operation} />`;
}

function TryForm({ operation }: { operation: Operation }) {
  const entries = useMemo<Entry[]>(
    () => operation.parameters.map((parameter) => ({ parameter, value: signal('') })),
    [operation.id],
  );
  const isSending = useSignal(false);
  const isTried = useSignal(false);
  const sent = useSignal<Sent | null>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    isTried.value = true;
    if (entries.some(isMissing)) return;
    isSending.value = true;
    const values = entries.map(({ parameter, value }) => ({ ...parameter, value: value.value }));
    sent.value = await sendPlain(operation.path, values);
    isSending.value = false;
  };
  return html`<form class="stack" onSubmit=${send} novalidate>
    <p class="muted">${docs.tryLead}</p>
    ${entries.map(
      (entry) => html`<${TextField}
        key=${entry.parameter.name}
        id=${`${operation.id}-${entry.parameter.name}`}
        label=${entry.parameter.name}
        value=${entry.value}
        required=${entry.parameter.required}
        error=${isTried.value && isMissing(entry) ? docs.missing : null}
      />`,
    )}
    <div><button class="button primary" disabled=${isSending.value}>
      ${isSending.value ? docs.sending : docs.send}<span class="spoken"> ${operation.summary}</span>
    </button></div>
    <div role="status">
      ${sent.value !== null && html`<p class="strong">${docs.status(sent.value.status, sent.value.tookMs)}</p>`}
    </div>
    ${sent.value !== null && html`<${CodeBlock} label=${docs.result} code=${sent.value.text} />`}
  </form>`;
}

const isMissing = ({ parameter, value }: Entry) => parameter.required && value.value.trim() === '';
