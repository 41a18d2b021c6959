import { html } from 'htm/preact';

/** Outlines on a 16 × 16 grid. Conditions differ in shape, so that colour is never needed to tell them apart. */
const SHAPES = {
  danger: html`<path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" /><path
      d="M8 4v5M8 11.2v1"
      class="cut"
    />`,
  warning: html`<path d="M8 .9 15.6 14.800H.4z" fill="currentColor" stroke-linejoin="round" /><path
      d="M8 5.500v4.500M8 11.800v1"
      class="cut"
    />`,
  advisory: html`<path d="M8 .6 15.4 8 8 15.4.6 8z" fill="currentColor" /><path
      d="M8 7v4.500M8 4.300v1"
      class="cut"
    />`,
  stale: html`<circle cx="8" cy="8" r="6.5" class="line" /><path d="M8 4.5V8l2.5 2" class="line" />`,
  not_graded: html`<circle cx="8" cy="8" r="6.5" class="line" /><path d="M5 8h6" class="line" />`,
  waiting: html`<circle cx="8" cy="8" r="6.5" class="line" stroke-dasharray="1.8 2.3" />`,
  warming: html`<path d="M4 1.500h8M4 14.500h8M5 1.500c0 4 6 4.5 6 6.500s-6 2.5-6 6.500M11 1.500c0 4-6 4.5-6 6.500s6 2.5 6 6.5" class="line" />`,
  good: html`<circle cx="8" cy="8" r="6.5" class="line" /><path d="m5 8.2 2.2 2.200L11.2 6" class="line" />`,
  bell: html`<path d="M3.500 11.500V10l1-1.500V6.500a3.500 3.500 0 0 1 7 0v2l1 1.500v1.500zM6.500 13.500a1.600 1.600 0 0 0 3 0" class="line" />`,
  search: html`<circle cx="7" cy="7" r="4.8" class="line" /><path d="m10.5 10.5 4 4" class="line" />`,
  back: html`<path d="M9.5 3 4.5 8l5 5" class="line" />`,
  menu: html`<path d="M2 4h12M2 8h12M2 12h12" class="line" />`,
  pause: html`<path d="M5 3v10M11 3v10" class="line" />`,
  play: html`<path d="M4.5 2.500v11l9-5.500z" fill="currentColor" />`,
  close: html`<path d="m3.5 3.5 9 9M12.5 3.500l-9 9" class="line" />`,
  copy: html`<path d="M5.5 5.500h8v8h-8zM10.5 5.500v-3h-8v8h3" class="line" />`,
  expand: html`<path d="M9.500 2.500h4v4M6.500 13.500h-4v-4M13.500 2.500l-4.500 4.500M2.500 13.500l4.500-4.500" class="line" />`,
  up: html`<path d="m3.500 10 4.500-4.500 4.500 4.500" class="line" />`,
  down: html`<path d="m3.500 6 4.500 4.500L12.500 6" class="line" />`,
  lock: html`<path d="M3.500 7.500h9v6.500h-9zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500" class="line" />`,
  sound: html`<path d="M2 6v4h2.500L8 13V3L4.500 6zM10.500 5.500a3.500 3.500 0 0 1 0 5M12.500 3.500a6.300 6.300 0 0 1 0 9" class="line" />`,
  silent: html`<path d="M2 6v4h2.500L8 13V3L4.500 6zM10.500 6l4 4M14.500 6l-4 4" class="line" />`,
  offline: html`<path d="M2 5.500a9 9 0 0 1 12 0M4.5 8.500a5.5 5.5 0 0 1 7 0M8 12v.5M2.5 14l11-12" class="line" />`,
} as const;

export type IconName = keyof typeof SHAPES;

/** A small picture beside a word; hidden from screen readers, which have the word. */
export function Icon({ name }: { name: IconName }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
}
