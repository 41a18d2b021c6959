import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { text } from '../text/en.ts';
import { type KeyRow, keysOf } from './screen-keys.ts';
import { useTour } from './tour/use-tour.ts';
import { useLoad } from './use-load.ts';

/** Shows the keyboard help. */
export function openHelp(): void {
  (document.getElementById('help') as HTMLDialogElement).showModal();
}

function closeHelp(): void {
  (document.getElementById('help') as HTMLDialogElement).close();
}

/** What the keyboard does, and the switch for single-key shortcuts (WCAG 2.1.4). */
export function HelpDialog() {
  const { preferences, router, session } = useApp();
  const showAround = useTour();
  const tour = () => {
    closeHelp();
    void showAround();
  };
  const { shortcuts } = preferences;
  const { screen } = router.route.value;
  const { state } = useLoad(() => keysOf(screen), [screen]);
  const own = state.value.kind === 'ready' ? state.value.value : [];
  return html`<dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">${text.help.title}</h2>
    ${own.length > 0 && html`<h3>${text.help.here}</h3><${Keys} rows=${own} /><h3>${text.help.everywhere}</h3>`}
    <${Keys} rows=${text.help.keys} />
    <label class="check">
      <input
        type="checkbox"
        checked=${shortcuts.value}
        onChange=${(event: Event) => {
          shortcuts.value = (event.target as HTMLInputElement).checked;
        }}
      />
      <span>${text.help.shortcutsOn}<small>${text.help.shortcutsWhy}</small></span>
    </label>
    <p><a href="/docs" onClick=${closeHelp}>${text.help.reference}</a></p>
    ${session.state.value.kind === 'person' && html`<p><button class="button" onClick=${tour}>${text.nav.tour}</button></p>`}
    <form method="dialog" class="dialog-buttons"><button class="button primary">${text.close}</button></form>
  </dialog>`;
}

function Keys({ rows }: { rows: readonly KeyRow[] }) {
  return html`<dl class="keys">
    ${rows.map(
      ([keys, what]) => html`<div key=${keys}>
        <dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd>`)}</dt>
        <dd>${what}</dd>
      </div>`,
    )}
  </dl>`;
}
