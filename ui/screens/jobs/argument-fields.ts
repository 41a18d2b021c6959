import type { Signal } from '@preact/signals';
import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { type JobKindName, jobKind } from '#schemas/jobs/job-kinds';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { Sentence } from '../../parts/sentence.ts';
import { jobWords as words } from '../../text/jobs.ts';
import {
  type ArgumentField,
  type ArgumentValues,
  argumentFields,
  argumentsOf,
  writtenOf,
} from './argument-form.ts';

/** The largest that a job can be given, as the broker carries it. */
const WRITTEN_MAX = 30_000;

/** What is written into the form of a kind’s arguments. */
export interface ArgumentsWritten {
  readonly fields: readonly ArgumentField[];
  readonly signals: Readonly<Record<string, Signal<string>>>;
  /** As it stands now: the arguments, and what is wrong with which field. */
  readonly read: () => { values: ArgumentValues; issues: Record<string, string> };
  readonly draft: () => readonly string[];
}

/** A form for the arguments of a kind, beginning with `given` or with what the kind takes by itself. */
export function useArguments(kind: JobKindName, given?: ArgumentValues): ArgumentsWritten {
  return useMemo(() => {
    const { arguments: schema } = jobKind(kind);
    const fields = argumentFields(schema);
    const signals = Object.fromEntries(
      fields.map((field) => [field.name, signal(writtenOf(field, given?.[field.name]))]),
    );
    const written = () =>
      Object.fromEntries(Object.entries(signals).map(([name, { value }]) => [name, value]));
    return {
      fields,
      signals,
      read: () => argumentsOf(schema, fields, written()),
      draft: () => Object.values(written()),
    };
  }, [kind]);
}

/** The fields of that form; nothing wrong is shown before it was sent once. */
export function ArgumentFields({
  written: { fields, signals },
  issues,
}: {
  written: ArgumentsWritten;
  issues: Readonly<Record<string, string>>;
}) {
  if (fields.length === 0) return html`<p class="muted">${words.nothingGiven}</p>`;
  return html`${fields.map(
    (field) =>
      html`<${OneField} key=${field.name} field=${field} value=${signals[field.name]} error=${issues[field.name] ?? null} />`,
  )}`;
}

function OneField({
  field: { name, label, hint, control, choices, schema },
  value,
  error,
}: {
  field: ArgumentField;
  value: Signal<string>;
  error: string | null;
}) {
  const id = `argument-${name}`;
  const below =
    hint !== null && error === null && html`<p class="hint"><${Sentence} of=${hint} /></p>`;
  switch (control) {
    case 'number': {
      const step = schema.type === 'integer' ? 1 : 'any';
      return html`<div>
        <${NumberField} id=${id} label=${label} value=${value} unit="" min=${schema.minimum} max=${schema.maximum} step=${step} error=${error} />${below}
      </div>`;
    }
    case 'choice':
      return html`<div>
        <${SelectField} id=${id} label=${label} value=${value} choices=${choices} error=${error} />${below}
      </div>`;
    case 'text':
      return html`<${TextField} id=${id} label=${label} value=${value} hint=${hint} error=${error} />`;
    default:
      return html`<div>
        <${TextAreaField} id=${id} label=${label} value=${value} maxLength=${WRITTEN_MAX} rows=${4} error=${error} />${below}
      </div>`;
  }
}
