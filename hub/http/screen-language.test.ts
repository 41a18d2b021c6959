import { describe, expect, test } from 'bun:test';
import { screenLanguage } from './screen-language.ts';

describe('the language of the screens', () => {
  test('is what was chosen in this browser, whatever the browser itself likes', () => {
    expect(screenLanguage('session=x; tremolo_language=de', 'en-GB,en;q=0.9')).toBe('de');
    expect(screenLanguage('tremolo_language=en', 'de')).toBe('en');
  });

  test('is otherwise the first of the browser’s own that there is', () => {
    expect(screenLanguage('', 'fr-FR,fr;q=0.9,de-AT;q=0.8,en;q=0.7')).toBe('de');
    expect(screenLanguage('', 'de;q=0.2, en;q=0.8')).toBe('en');
  });

  test('is English where nothing else fits', () => {
    expect(screenLanguage()).toBe('en');
    expect(screenLanguage('tremolo_language=../../etc', 'fr')).toBe('en');
    expect(screenLanguage('', ';;q=;,*')).toBe('en');
  });
});
