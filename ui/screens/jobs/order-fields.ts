import { html } from 'htm/preact';
import type { JobKind } from '#schemas/jobs/job-kind';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { megabytes, span } from '../../text/numbers.ts';
import type { JobDraft } from './job-draft.ts';
import { ofList } from './needs-fields.ts';

interface OrderFieldsProps {
  readonly draft: JobDraft;
  /** Its usual limits are in force where nothing is written. */
  readonly kind: JobKind;
  readonly wrong: Readonly<Record<string, string>>;
}

/** What few jobs ask for: other limits than the usual ones, a start later on, others to go first. */
export function OrderFields({ draft, kind, wrong }: OrderFieldsProps) {
  const usual = kind.limits;
  const hasWrong = ['limits', 'notBeforeMs', 'dependsOn'].some((name) => ofList(wrong, name));
  return html`<details class="job-more" open=${hasWrong || undefined}>
    <summary>${words.more}</summary>
    <div class="job-form">
      <${NumberField} id="job-time" label=${words.timeLimit(span(usual.timeS * 1_000))} value=${draft.timeS} unit="s" min=${1} step=${1} error=${wrong['limits.timeS'] ?? null} />
      <${NumberField} id="job-memory" label=${words.memoryLimit(megabytes(usual.memoryMb))} value=${draft.memoryMb} unit="MB" min=${64} step=${1} error=${wrong['limits.memoryMb'] ?? null} />
      <${NotBefore} draft=${draft} error=${wrong.notBeforeMs ?? null} />
      <${SelectField} id="job-preemptible" label=${words.preempted} value=${draft.preemptible} choices=${[['', words.preemptUsual(kind.hasCheckpoint)], ...Object.entries(words.preemptible)]} />
      <${TextField} id="job-parents" label=${words.dependsOn} value=${draft.dependsOn} hint=${words.dependsOnHint} error=${ofList(wrong, 'dependsOn')} />
    </div>
  </details>`;
}

function NotBefore({ draft: { notBefore }, error }: { draft: JobDraft; error: string | null }) {
  return html`<div class="field">
    <label for="job-not-before">${words.notBefore}</label>
    <input
      id="job-not-before"
      type="datetime-local"
      value=${notBefore}
      aria-invalid=${error !== null || undefined}
      aria-describedby="job-not-before-below"
      onInput=${(event: Event) => {
        notBefore.value = (event.target as HTMLInputElement).value;
      }}
    />
    <p id="job-not-before-below" class=${error ? 'hint wrong' : 'hint'}>${error ?? words.notBeforeHint}</p>
  </div>`;
}
