import { html } from 'htm/preact';

export interface ColourKeyProps {
  /** What the colours say, from where to where, for who cannot see them. */
  readonly label: string;
  /** A CSS image that goes through the colours from left to right. */
  readonly gradient: string;
  readonly ticks: readonly { readonly share: number; readonly word: string }[];
}

/** Which colour stands for which number. */
export function ColourKey({ label, gradient, ticks }: ColourKeyProps) {
  return html`<div class="colour-key" role="img" aria-label=${label}>
    <div class="colour-ramp" style=${{ backgroundImage: gradient }}></div>
    <div class="colour-ticks">
      ${ticks.map(
        ({ share, word }) =>
          html`<span key=${word} style=${{ left: `${100 * share}%` }}>${word}</span>`,
      )}
    </div>
  </div>`;
}
