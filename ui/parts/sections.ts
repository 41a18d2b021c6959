import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useApp } from '../session/app.ts';
import { useTitle } from './use-title.ts';

export interface Section {
  readonly path: string;
  readonly word: string;
}

/** A screen of several sections: their list at the left, or on a narrow screen a choice above. */
export function Sections({
  title,
  sections,
  here,
  children,
}: {
  title: string;
  sections: readonly Section[];
  /** The path that is shown. */
  here: string;
  children: ComponentChildren;
}) {
  const { router } = useApp();
  // An address that is none of these: else choosing the first would change nothing.
  const isElsewhere = !sections.some(({ path }) => path === here);
  useTitle(sections.find(({ path }) => path === here)?.word ?? title);
  return html`<div class="sections">
    <nav aria-label=${title}>
      <h1>${title}</h1>
      <ul>
        ${sections.map(
          ({ path, word }) => html`<li key=${path}>
            <a href=${path} aria-current=${path === here ? 'page' : undefined}>${word}</a>
          </li>`,
        )}
      </ul>
      <div class="field">
        <select
          aria-label=${title}
          onChange=${(event: Event) => router.go((event.target as HTMLSelectElement).value)}
        >
          ${isElsewhere && html`<option value="" selected disabled>–</option>`}
          ${sections.map(
            ({ path, word }) =>
              html`<option key=${path} value=${path} selected=${path === here}>${word}</option>`,
          )}
        </select>
      </div>
    </nav>
    <div class="section">${children}</div>
  </div>`;
}
