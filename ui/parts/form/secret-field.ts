import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { siteSettings } from '../../text/site-settings.ts';
import { Sentence } from '../sentence.ts';

const words = siteSettings.secret;

interface SecretFieldProps {
  readonly id: string;
  readonly label: string;
  /** Undefined: what is set stays; null: it is removed; text: it is replaced. */
  readonly value: Signal<string | null | undefined>;
  /** The hub has one. It never sends it. */
  readonly isSet: boolean;
  readonly error?: string | null;
  readonly disabled?: boolean;
}

/** A secret that only goes in: set, replaced or removed, never shown again. */
export function SecretField(props: SecretFieldProps) {
  const { id, label, value, isSet, error = null, disabled = false } = props;
  const said = value.value;
  const isTyped = typeof said === 'string' || (!isSet && said !== null);
  const set = (next: string | null | undefined) => () => {
    value.value = next;
  };
  return html`<div class="field">
    <label for=${isTyped ? id : undefined} id=${`${id}-label`}>${label}</label>
    ${
      isTyped
        ? html`<${TypedSecret} ...${props} />`
        : html`<div class="secret" role="group" aria-labelledby=${`${id}-label`}>
            <span class=${said === null ? 'strong' : ''} role="status">${said === null ? words.removing : words.set}</span>
            ${
              said === null
                ? html`<button type="button" class="button" onClick=${set(undefined)}>${words.keep}</button>`
                : html`<button type="button" class="button" disabled=${disabled} onClick=${set('')}>
                      ${words.replace}<span class="spoken"> ${label}</span>
                    </button>
                    <button type="button" class="button" disabled=${disabled} onClick=${set(null)}>
                      ${words.remove}<span class="spoken"> ${label}</span>
                    </button>`
            }
          </div>`
    }
    ${error !== null && html`<p id=${`${id}-below`} class="hint wrong"><${Sentence} of=${error} /></p>`}
  </div>`;
}

function TypedSecret({ id, label, value, isSet, error = null, disabled }: SecretFieldProps) {
  const isShown = useSignal(false);
  return html`<div class="with-button">
      <input
        id=${id}
        name=${id}
        type=${isShown.value ? 'text' : 'password'}
        value=${value.value ?? ''}
        disabled=${disabled}
        autocomplete="new-password"
        autocapitalize="none"
        spellcheck=${false}
        aria-invalid=${error !== null || undefined}
        aria-describedby=${error === null ? undefined : `${id}-below`}
        onInput=${(event: Event) => {
          const typed = (event.target as HTMLInputElement).value;
          // Nothing typed where nothing is set: nothing changes.
          value.value = typed === '' && !isSet ? undefined : typed;
        }}
      />
      <button
        type="button"
        class="button"
        aria-pressed=${isShown.value}
        onClick=${() => {
          isShown.value = !isShown.value;
        }}
      >
        ${isShown.value ? words.hide : words.show}<span class="spoken"> ${label}</span>
      </button>
    </div>
    ${
      isSet
        ? html`<div class="row tight">
            <span class="hint">${words.replacing}</span>
            <button
              type="button"
              class="button small quiet"
              onClick=${() => {
                value.value = undefined;
              }}
            >
              ${words.keep}
            </button>
          </div>`
        : html`<p class="hint">${words.unset}</p>`
    }`;
}
