import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import type { OpenQuestion } from '../../session/questions.ts';
import { text } from '../../text/en.ts';
import { TextField } from '../form/text-field.ts';
import { Dialog } from './dialog.ts';

/** Shows the questions that are asked with `questions.confirm`. */
export function QuestionDialog() {
  const [question] = useApp().questions.open.value;
  if (question === undefined) return null;
  return html`<${Asked} key=${question.title} question=${question} />`;
}

function Asked({ question }: { question: OpenQuestion }) {
  const typed = useSignal('');
  const isReady = question.typed === undefined || typed.value.trim() === question.typed;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isReady) question.answer(true);
  };
  // The focus starts on the harmless button, so that Enter pressed by habit destroys nothing.
  return html`<${Dialog} title=${question.title} onClose=${() => question.answer(false)}>
    <form class="stack" onSubmit=${submit}>
      <p>${question.sentence}</p>
      ${
        question.typed !== undefined &&
        html`<${TextField} id="typed" label=${text.typeToConfirm(question.typed)} value=${typed} />`
      }
      <div class="dialog-buttons">
        <button type="button" class="button" autofocus onClick=${() => question.answer(false)}>
          ${text.cancel}
        </button>
        <button class=${question.isDanger ? 'button danger' : 'button primary'} disabled=${!isReady}>
          ${question.action}
        </button>
      </div>
    </form>
  <//>`;
}
