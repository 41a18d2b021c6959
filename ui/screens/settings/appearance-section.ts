import { html } from 'htm/preact';
import { ALARM_PRIORITIES } from '#schemas/alarms/priority';
import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { useApp } from '../../session/app.ts';
import { settings } from '../../text/settings.ts';
import { Choice } from './choice.ts';
import { useKeeping } from './use-keeping.ts';

const words = settings.appearance;

/** Each choice with what it can be, the usual first. */
const CHOICES = {
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  fontSize: ['standard', 'large', 'larger'],
  contrast: ['standard', 'more'],
  palette: ['standard', 'colour_blind_safe'],
  accent: ['blue', 'green', 'purple', 'red'],
  motion: ['system', 'reduced'],
} as const;
const NAMES = Object.keys(CHOICES) as (keyof typeof CHOICES)[];

/** How the screens look and sound; in force at once, kept with the account and for the first paint in this browser. */
export function AppearanceSection() {
  const { preferences } = useApp();
  const { failure, keep } = useKeeping();
  const { isOwnDevice, shortcuts } = preferences;
  return html`<div class="card">
      ${failure.value && html`<p role="alert">${failure.value}</p>`}
      ${NAMES.map((name) => {
        const chosen = preferences[name];
        return html`<${Choice}
          key=${name}
          name=${name}
          words=${words[name]}
          value=${chosen.value}
          choices=${CHOICES[name]}
          onChoose=${(value: never) => {
            chosen.value = value;
            void keep({ [name]: value });
          }}
        />`;
      })}
      <${Check}
        checked=${isOwnDevice.value}
        word=${words.ownDevice}
        why=${words.ownDeviceWhy}
        onChange=${(checked: boolean) => {
          isOwnDevice.value = checked;
        }}
      />
      <${Preview} />
      <${Check}
        checked=${shortcuts.value}
        word=${words.shortcuts}
        onChange=${(checked: boolean) => {
          shortcuts.value = checked;
          void keep({ shortcuts: checked });
        }}
      />
    </div>
    <div class="card"><${SoundChoice} keep=${keep} /></div>
    <${Reset} />`;
}

function Check({
  checked,
  word,
  why,
  onChange,
}: {
  checked: boolean;
  word: string;
  why?: string;
  onChange: (checked: boolean) => void;
}) {
  return html`<label class="check">
    <input
      type="checkbox"
      checked=${checked}
      onChange=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    /><span>${word}${why !== undefined && html`<small>${why}</small>`}</span>
  </label>`;
}

function Preview() {
  return html`<div>
    <p class="label">${words.preview}</p>
    <p class="form-buttons">
      ${(['danger', 'warning', 'advisory', 'good'] as const).map(
        (appearance) => html`<${Badge} key=${appearance} appearance=${appearance} />`,
      )}
      <span class="accent-sample">${words.accentSample}</span>
    </p>
  </div>`;
}

type Keep = ReturnType<typeof useKeeping>['keep'];

function SoundChoice({ keep }: { keep: Keep }) {
  const { sound } = useApp().preferences;
  const change = (changed: Partial<typeof sound.value>) => {
    sound.value = { ...sound.value, ...changed };
    void keep({ sound: sound.value });
  };
  return html`
    <${Choice}
      name="sound"
      words=${words.sound}
      value=${sound.value.from}
      choices=${ALARM_PRIORITIES.toReversed()}
      onChoose=${(from: typeof sound.value.from) => change({ from })}
    />
    <div class="field">
      <label for="volume">${words.sound.volume}</label>
      <input
        id="volume"
        type="range"
        min="10"
        max="100"
        step="10"
        value=${sound.value.volume}
        onChange=${(event: Event) => change({ volume: (event.target as HTMLInputElement).valueAsNumber })}
      />
      <p class="hint">${words.sound.why}</p>
    </div>
  `;
}

function Reset() {
  const { preferences, questions, notices } = useApp();
  const reset = async () => {
    const isMeant = await questions.confirm({
      title: words.resetTitle,
      sentence: words.resetLead,
      action: words.resetAction,
      isDanger: false,
    });
    if (!isMeant) return;
    try {
      preferences.isOwnDevice.value = false;
      preferences.take(await request(PREFERENCE_ROUTES.resetPreferences, {}));
      notices.done(words.isReset);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<p><button class="button" onClick=${reset}>${words.reset}</button></p>`;
}
