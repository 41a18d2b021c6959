/**
 * Runs before the first paint, as a script of its own: a page that shows white for a moment is blinding in a dark control
 * room. Keep the keys in step with `session/preferences.ts`.
 */
const MARKS: readonly (readonly [name: string, ...unusual: string[]])[] = [
  ['theme', 'light', 'dark'],
  ['density', 'compact'],
  ['palette', 'colour_blind_safe'],
  ['accent', 'green', 'purple', 'red'],
  ['contrast', 'more'],
  ['fontSize', 'large', 'larger'],
  ['motion', 'reduced'],
];
for (const [name, ...unusual] of MARKS) {
  const stored = localStorage.getItem(`tremolo.${name}`);
  if (stored !== null && unusual.includes(stored)) document.documentElement.dataset[name] = stored;
}

export {};
