import { html } from 'htm/preact';
import { Command } from '../../parts/command.ts';
import { text } from '../../text/en.ts';

/** Before the first sensor: how to get one. */
export function PlantEmpty() {
  return html`<section class="card empty">
    <h1>${text.plant.emptyTitle}</h1>
    <p>${text.plant.emptyLead}</p>
    <${Command} line=${text.plant.emptyCommand} />
    <p>${text.plant.emptySimulate}</p>
    ${text.plant.emptySimulateCommands.map((line) => html`<${Command} key=${line} line=${line} />`)}
  </section>`;
}
