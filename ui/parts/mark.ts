import { html } from 'htm/preact';

/** A vibration that calms down: Tremolo's mark. */
export function Mark() {
  return html`<svg class="mark" viewBox="0 0 32 20" aria-hidden="true">
    <path
      d="M1 10C3 10 3.2 1.5 5.5 1.500S9 18.5 11.5 18.5 15 4.5 17 4.5 20 15 22 15s2.5-7.5 4.3-7.500S29 12 31 10"
      fill="none"
      stroke="currentColor"
      stroke-width="2.6"
      stroke-linecap="round"
    />
  </svg>`;
}
