import { html } from 'htm/preact';
import { docs } from '../../text/docs.ts';
import { type Field, fieldGroups, type JsonSchema, limitWords, typeWords } from './json-schema.ts';

interface ShownField extends Field {
  /** What else is said of it. */
  readonly note?: string;
}

/** Named parts with what each may be; what is inside of one stands below it, further in. */
export function FieldList({ fields }: { fields: readonly ShownField[] }) {
  return html`<ul class="fields">
    ${fields.map(
      ({ name, schema, required, note }) => html`<li key=${name}>
        <p>
          <code class="field-name">${name}</code>
          <span class="field-type">${typeWords(schema)}</span>
          <span class="muted">${[required ? docs.required : docs.optional, note, ...limitWords(schema)].filter(Boolean).join(' · ')}</span>
        </p>
        <${SchemaFields} schema=${schema} />
      </li>`,
    )}
  </ul>`;
}

/** What is inside of a value; nothing for a plain one. */
export function SchemaFields({ schema }: { schema: JsonSchema }) {
  const groups = fieldGroups(schema);
  return html`${groups.map(
    (fields, i) => html`
      ${i > 0 && html`<p class="muted">${docs.oneOf}</p>`}
      <${FieldList} fields=${fields} />
    `,
  )}`;
}
