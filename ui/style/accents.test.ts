import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { Preferences } from '#schemas/preferences/preferences';

const TOKENS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const GROUNDS = ['ground', 'surface', 'raised', 'sunken'];
const THEMES = ['light', 'dark'];
const accents = Preferences.shape.accent.unwrap().options;

/** The colours of a token in the light and the dark theme, as an accent sets it or as it comes. */
function colours(token: string, accent: string): string[] {
  const own = TOKENS.split(`[data-accent="${accent}"]`)[1]?.split('}')[0] ?? '';
  const pair = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`);
  const found = pair.exec(own) ?? pair.exec(TOKENS);
  if (found === null) throw new Error(`There is no token ${token}.`);
  return found.slice(1);
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

test.each(accents)(
  'the accent %s can be read on every ground, and what stands on it, in both themes',
  (accent) => {
    for (const [theme, name] of THEMES.entries()) {
      const of = (token: string) => colours(token, accent)[theme] as string;
      for (const ground of GROUNDS) {
        const seen = {
          name,
          ground,
          accent: contrast(of('accent'), of(ground)) >= 4.5,
          focus: contrast(of('focus'), of(ground)) >= 3,
        };
        expect(seen).toEqual({ name, ground, accent: true, focus: true });
      }
      expect(contrast(of('accent-ink'), of('accent'))).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test('no accent takes the colour of a condition', () => {
  const conditions = [
    'danger',
    'danger-text',
    'warning',
    'warning-text',
    'advisory',
    'advisory-text',
  ];
  for (const accent of accents) {
    for (const token of conditions) {
      for (const theme of THEMES.keys()) {
        const [one, other] = [colours('accent', accent)[theme], colours(token, accent)[theme]] as [
          string,
          string,
        ];
        const apart = [1, 3, 5].map(
          (at) =>
            Number.parseInt(one.slice(at, at + 2), 16) -
            Number.parseInt(other.slice(at, at + 2), 16),
        );
        expect(`${accent} ${token} ${Math.hypot(...apart) >= 48}`).toBe(`${accent} ${token} true`);
      }
    }
  }
});
