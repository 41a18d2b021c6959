/**
 * Runs before the first paint, as a script of its own: a page that shows white for a moment is blinding in a dark control
 * room. Keep the key in step with `session/preferences.ts`.
 */
const stored = localStorage.getItem('tremolo.theme');
if (stored === 'light' || stored === 'dark') document.documentElement.dataset.theme = stored;

export {};
