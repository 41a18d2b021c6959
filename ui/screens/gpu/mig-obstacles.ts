import { html } from 'htm/preact';
import { mig as words } from '../../text/mig.ts';

/** Why nothing is done, each in a sentence. */
export function MigObstacles({ obstacles }: { obstacles: readonly string[] }) {
  return html`<div class="mig-obstacles">
    <p>${words.obstacles}</p>
    <ul>
      ${obstacles.map((one) => html`<li key=${one}>${one}</li>`)}
    </ul>
  </div>`;
}
