import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { jobWords as words } from '../../text/jobs.ts';

interface LogToolsProps {
  /** How many there were, and which is shown. */
  readonly attempts: number;
  readonly attempt: number;
  readonly onAttempt: (attempt: number) => void;
  readonly sought: Signal<string>;
  readonly isHeld: boolean;
  readonly isGrowing: boolean;
  readonly onHold: () => void;
  /** Null: there is nothing to save. */
  readonly onSave: (() => void) | null;
}

/** Above a log: which attempt, what to look for, hold or follow, save. */
export function LogTools(props: LogToolsProps) {
  const { attempts, attempt, onAttempt, sought, isHeld, isGrowing, onHold, onSave } = props;
  const numbers = Array.from({ length: attempts }, (_, i) => i + 1);
  return html`<div class="log-tools">
    <input
      type="search"
      id="log-search"
      value=${sought}
      aria-label=${words.logSearch}
      placeholder=${words.logSearch}
      onInput=${(event: Event) => {
        sought.value = (event.target as HTMLInputElement).value;
      }}
    />
    ${
      attempts > 1 &&
      html`<select
        aria-label=${words.attempt}
        onChange=${(event: Event) => onAttempt(Number((event.target as HTMLSelectElement).value))}
      >
        ${numbers.map((n) => html`<option key=${n} value=${n} selected=${n === attempt}>${words.attempt} ${n}</option>`)}
      </select>`
    }
    ${
      (isGrowing || isHeld) &&
      html`<button class="button" onClick=${onHold}>
        <${Icon} name=${isHeld ? 'play' : 'pause'} />${isHeld ? words.logResume : words.logPause}
      </button>`
    }
    <button class="button" disabled=${onSave === null} onClick=${() => onSave?.()}>${words.logSave}</button>
  </div>`;
}
