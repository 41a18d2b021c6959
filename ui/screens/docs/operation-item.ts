import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { docs } from '../../text/docs.ts';
import { CodeBlock } from './code-block.ts';
import { codeLines } from './code-lines.ts';
import { exampleOf } from './example-of.ts';
import { FieldList, SchemaFields } from './field-list.ts';
import { mayCall } from './may-call.ts';
import { type Answer, canBeTried, type Operation } from './operations.ts';
import { TryIt } from './try-it.ts';

/** One operation: a line, and all about it once it is opened. `asked`: the page's address names it. */
export function OperationItem({ operation, asked }: { operation: Operation; asked: boolean }) {
  const item = useRef<HTMLDetailsElement>(null);
  // What nobody has opened is not drawn: there are more than a hundred of them.
  const isOpen = useSignal(asked);
  useEffect(() => {
    if (asked) item.current?.scrollIntoView();
  }, [asked]);
  return html`<details
    ref=${item}
    id=${operation.id}
    class="operation"
    open=${isOpen.value}
    onToggle=${(event: Event) => {
      isOpen.value = (event.target as HTMLDetailsElement).open;
    }}
  >
    <summary>
      <span class="method">${operation.method}</span>
      <code class="operation-path">${operation.path}</code>
      <span class="operation-says">${operation.summary}</span>
    </summary>
    ${isOpen.value && html`<${OperationBody} operation=${operation} />`}
  </details>`;
}

function OperationBody({ operation }: { operation: Operation }) {
  const { parameters, body } = operation;
  const fields = parameters.map((one) => ({ ...one, note: docs.where[one.where] }));
  return html`<div class="operation-body">
    <${Needs} operation=${operation} />
    ${
      fields.length > 0 &&
      html`<section><h3>${docs.parameters}</h3><${FieldList} fields=${fields} /></section>`
    }
    ${
      body !== null &&
      html`<section>
        <h3>${docs.body}</h3>
        <${SchemaFields} schema=${body} />
        <${CodeBlock} label=${docs.example} code=${JSON.stringify(exampleOf(body), null, 2)} />
      </section>`
    }
    ${operation.answers.map((answer) => html`<${AnswerPart} key=${answer.status} answer=${answer} />`)}
    <section>
      <h3>${docs.refusals}</h3>
      <ul class="refusals">
        ${operation.refusals.map(
          ({ status, says }) => html`<li key=${status}><strong>${status}</strong> ${says}</li>`,
        )}
      </ul>
    </section>
    ${!operation.isForm && html`<${Code} operation=${operation} />`}
    ${canBeTried(operation) && html`<section><h3>${docs.tryIt}</h3><${TryIt} operation=${operation} /></section>`}
  </div>`;
}

function Needs({ operation }: { operation: Operation }) {
  const { session } = useApp();
  const { permission, permissionThere, isIdempotent, isDeprecated } = operation;
  const isPublic = permission === 'public';
  const isHere = session.state.value.kind === 'person';
  return html`<ul class="needs">
    <li>
      ${isPublic ? docs.open : html`${docs.asksFor} <code>${permission}</code>`}
      ${permissionThere !== null && html` ${docs.or} <code>${permissionThere}</code>`}
      ${!isPublic && isHere && html` · ${mayCall(session, operation) ? docs.yours : docs.notYours}`}
    </li>
    ${isIdempotent && html`<li>${docs.idempotent}</li>`}
    ${isDeprecated && html`<li>${docs.deprecated}</li>`}
  </ul>`;
}

function AnswerPart({ answer: { status, media, schema } }: { answer: Answer }) {
  if (media === null || schema === null) {
    return html`<section><h3>${docs.answer(status)}</h3><p>${docs.noContent}</p></section>`;
  }
  if (media !== 'application/json') {
    return html`<section><h3>${docs.answer(status)}</h3><p>${docs.file(media)}</p></section>`;
  }
  return html`<section>
    <h3>${docs.answer(status)}</h3>
    <${SchemaFields} schema=${schema} />
    <${CodeBlock} label=${docs.example} code=${JSON.stringify(exampleOf(schema), null, 2)} />
  </section>`;
}

function Code({ operation }: { operation: Operation }) {
  const lines = codeLines(operation, location.origin);
  return html`<section class="stack">
    ${(['curl', 'typescript', 'python'] as const).map(
      (language) =>
        html`<${CodeBlock} key=${language} label=${docs.code[language]} code=${lines[language]} />`,
    )}
  </section>`;
}
