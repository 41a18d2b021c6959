const NAMES = [
  'ink',
  'soft',
  'line',
  'surface',
  'trace',
  'trace-soft',
  'focus',
  'danger',
  'warning',
  'advisory',
  'off',
  'line-bpfo',
  'line-bpfi',
  'line-bsf',
  'line-ftf',
  'line-shaft',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
] as const;
export type ChartColour = (typeof NAMES)[number];
export type ChartColours = Readonly<Record<ChartColour, string>>;

/** The theme's colours as a canvas can take them, read where `host` stands. */
export function chartColours(host: HTMLElement): ChartColours {
  // Only a computed property resolves what a variable means in this theme.
  const probe = document.createElement('span');
  host.append(probe);
  const colours = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(colours);
}
