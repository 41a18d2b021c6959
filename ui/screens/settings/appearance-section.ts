import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type Preferences, SESSION_ROUTES } from '#schemas/http/session';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { useApp } from '../../session/app.ts';
import { settings } from '../../text/settings.ts';

const words = settings.appearance;

/** How the screens look; in force at once, kept with the account and for the first paint in this browser. */
export function AppearanceSection() {
  const { preferences, notices } = useApp();
  const failure = useSignal<string | null>(null);
  const save = async () => {
    failure.value = null;
    try {
      await request(SESSION_ROUTES.preferences, { body: preferences.all() });
      notices.say(words.kept);
    } catch (error) {
      failure.value = (error as Error).message;
    }
  };
  return html`<div class="card">
    ${failure.value && html`<p role="alert">${words.notKept(failure.value)}</p>`}
    <${Choice} name="theme" value=${preferences.theme} choices=${['system', 'light', 'dark']} onChange=${save} />
    <${Choice} name="density" value=${preferences.density} choices=${['comfortable', 'compact']} onChange=${save} />
    <${Choice} name="palette" value=${preferences.palette} choices=${['standard', 'colour_blind_safe']} onChange=${save} />
    <${Choice} name="accent" value=${preferences.accent} choices=${['blue', 'green', 'purple', 'red']} onChange=${save} />
    <div>
      <p class="label">${words.preview}</p>
      <p class="form-buttons">
        ${(['danger', 'warning', 'advisory', 'good'] as const).map(
          (appearance) => html`<${Badge} key=${appearance} appearance=${appearance} />`,
        )}
        <span class="accent-sample">${words.accentSample}</span>
      </p>
    </div>
    <label class="check">
      <input
        type="checkbox"
        checked=${preferences.shortcuts.value}
        onChange=${(event: Event) => {
          preferences.shortcuts.value = (event.target as HTMLInputElement).checked;
          void save();
        }}
      /><span>${words.shortcuts}</span>
    </label>
  </div>`;
}

function Choice<Key extends 'theme' | 'density' | 'palette' | 'accent'>({
  name,
  value,
  choices,
  onChange,
}: {
  name: Key;
  value: Signal<Preferences[Key]>;
  choices: readonly Preferences[Key][];
  onChange: () => Promise<void>;
}) {
  return html`<fieldset class="segments">
    <legend>${words[name].title}</legend>
    ${choices.map(
      (choice) => html`<label key=${choice}>
        <input
          type="radio"
          name=${`appearance-${name}`}
          checked=${value.value === choice}
          onChange=${() => {
            value.value = choice;
            void onChange();
          }}
        /><span>${(words[name] as Record<string, string>)[choice]}</span>
      </label>`,
    )}
  </fieldset>`;
}
