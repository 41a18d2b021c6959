import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId, useRef } from 'preact/hooks';
import { PRESET_NAME_MAX, PRESETS_MAX, Preset } from '#schemas/preferences/preferences';
import { tableWords } from '../../text/table.ts';
import { TextField } from '../form/text-field.ts';
import { Icon } from '../icon.ts';
import type { List } from './use-list.ts';
import { type Presets, usePresets } from './use-presets.ts';

const words = tableWords.presets;

interface PresetMenuProps<Row> {
  readonly id: string;
  readonly list: List<Row>;
  readonly filters: readonly string[];
}

/** Behind one button: what the list was narrowed to and sorted by before, under names, and what is set now to be kept. */
export function PresetMenu<Row>({ id, list, filters }: PresetMenuProps<Row>) {
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const presets = usePresets(id, list, filters);
  const choose = (preset: Preset) => {
    menu.current?.hidePopover();
    presets.choose(preset);
  };
  const remove = async (preset: Preset) => {
    // The button that has the focus goes away with its preset.
    if (await presets.remove(preset)) menu.current?.querySelector('input')?.focus();
  };
  return html`<div class="view-menu">
    <button class="button quiet" popovertarget=${menuId}>${words.title}</button>
    <div ref=${menu} id=${menuId} class="table-view" popover role="group" aria-label=${words.title}>
      ${presets.mine.length === 0 && html`<p class="hint">${words.none}</p>`}
      ${
        presets.mine.length > 0 &&
        html`<ul class="preset-list" aria-label=${words.title}>
          ${presets.mine.map(
            (preset) => html`<li key=${preset.name}>
              <button class="button quiet" aria-current=${presets.isNow(preset) || undefined} onClick=${() => choose(preset)}>
                ${preset.name}
              </button>
              <button class="button quiet icon-only" aria-label=${words.remove(preset.name)} disabled=${presets.isBusy} onClick=${() => void remove(preset)}>
                <${Icon} name="close" />
              </button>
            </li>`,
          )}
        </ul>`
      }
      <hr />
      <${SaveForm} id=${id} presets=${presets} onSaved=${() => menu.current?.hidePopover()} />
    </div>
  </div>`;
}

function SaveForm({ id, presets, onSaved }: { id: string; presets: Presets; onSaved: () => void }) {
  const typed = useSignal('');
  const name = typed.value.trim();
  const isThere = presets.mine.some((preset) => preset.name === name);
  const wrong = whatIsWrong(id, name, presets, isThere);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (name === '' || wrong !== null || !(await presets.save(name))) return;
    typed.value = '';
    onSaved();
  };
  return html`<form class="stack" onSubmit=${submit}>
    <${TextField}
      id=${`${id}-preset`}
      label=${words.name}
      value=${typed}
      error=${wrong}
      hint=${isThere ? words.willOverwrite : null}
    />
    <button class="button wide" disabled=${name === '' || wrong !== null || presets.isBusy}>
      ${isThere ? words.overwrite : words.save}
    </button>
  </form>`;
}

function whatIsWrong(
  list: string,
  name: string,
  { now, count }: Presets,
  isThere: boolean,
): string | null {
  if (name === '') return null;
  if (name.length > PRESET_NAME_MAX) return words.tooLong(PRESET_NAME_MAX);
  if (count >= PRESETS_MAX && !isThere) return words.full(PRESETS_MAX);
  return Preset.safeParse({ list, name, ...now }).success ? null : words.tooMuch;
}
