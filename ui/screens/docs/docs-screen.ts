import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { CLIENT_ROUTES } from '#schemas/http/clients';
import { type ApiDescription, OPENAPI_ROUTES } from '#schemas/http/openapi';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { docs } from '../../text/docs.ts';
import { OperationItem } from './operation-item.ts';
import { matching, type Operation, operationsOf } from './operations.ts';

/** The API of this hub, from its own document: for whoever writes a program against it, signed in or not. */
export function DocsScreen() {
  const { state, reload } = useLoad((signal) => request(OPENAPI_ROUTES.openapi, { signal }), []);
  const loaded = state.value;
  return html`<div class="docs">
    <header class="docs-head">
      <h1>${docs.title}</h1>
      <p class="lead">${docs.lead}</p>
      <${Links} />
    </header>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${6} />`}
    ${
      loaded.kind === 'failed' &&
      html`<${Failure} title=${docs.failed} sentence=${loaded.sentence} retry=${reload} />`
    }
    ${loaded.kind === 'ready' && html`<${Reference} description=${loaded.value} />`}
  </div>`;
}

function Links() {
  const { session } = useApp();
  const isHere = session.state.value.kind === 'person';
  return html`<p class="docs-links">
    <a href=${OPENAPI_ROUTES.openapi.path} target="_blank">${docs.document}</a>
    <a href=${CLIENT_ROUTES.pythonClient.path} target="_blank">${docs.pythonClient}</a>
    ${isHere && session.may('key:own') && html`<a href="/settings/keys">${docs.keys}</a>`}
  </p>`;
}

function Reference({ description }: { description: ApiDescription }) {
  const words = useSignal('');
  const operations = operationsOf(description);
  const found = matching(operations, words.value);
  const chapters = description.tags
    .map((tag) => ({ ...tag, operations: found.filter((one) => one.tag === tag.name) }))
    .filter((chapter) => chapter.operations.length > 0);
  const asked = decodeURIComponent(location.hash.slice(1));
  return html`
    <div class="docs-search">
      <${TextField} id="docs-search" type="search" label=${docs.searchLabel} value=${words} />
      <p class="muted" role="status">${found.length === 0 ? docs.none : docs.found(found.length)}</p>
    </div>
    <div class="docs-columns">
      <nav class="docs-chapters" aria-label=${docs.chapters}>
        <ul>
          ${chapters.map(
            ({ name }) =>
              html`<li key=${name}><a href=${`#chapter-${name}`}>${titled(name)}</a></li>`,
          )}
        </ul>
      </nav>
      <div class="docs-list">
        ${chapters.map(
          (chapter) => html`<${Chapter} key=${chapter.name} ...${chapter} asked=${asked} />`,
        )}
      </div>
    </div>
  `;
}

function Chapter(props: {
  name: string;
  description: string;
  operations: readonly Operation[];
  asked: string;
}) {
  const { name, description, operations, asked } = props;
  return html`<section class="docs-chapter" aria-labelledby=${`chapter-${name}`}>
    <h2 id=${`chapter-${name}`}>${titled(name)}</h2>
    <p class="muted">${description}</p>
    ${operations.map(
      (one) => html`<${OperationItem} key=${one.id} operation=${one} asked=${one.id === asked} />`,
    )}
  </section>`;
}

const titled = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
