/**
 * Runs before the first paint, as a script of its own: a page that shows white for a moment is blinding in a dark control
 * room. Keep the keys in step with `session/preferences.ts`.
 */
const stored = localStorage.getItem('tremolo.theme');
const { dataset } = document.documentElement;
if (stored === 'light' || stored === 'dark') dataset.theme = stored;
if (localStorage.getItem('tremolo.density') === 'compact') dataset.density = 'compact';
if (localStorage.getItem('tremolo.palette') === 'colour_blind_safe') {
  dataset.palette = 'colour_blind_safe';
}
const accent = localStorage.getItem('tremolo.accent');
if (accent === 'green' || accent === 'purple' || accent === 'red') dataset.accent = accent;

export {};
