import { expect, test } from 'bun:test';
import { chooseLanguage } from './keep-language.ts';

/** A page in this language, with a browser that keeps cookies or does not. */
function pageIn(lang: string, { cookie = '', keeps = true } = {}) {
  let kept = cookie;
  let reloads = 0;
  const page = {
    document: {
      documentElement: { lang },
      get cookie() {
        return kept;
      },
      set cookie(asked: string) {
        if (keeps) kept = asked.includes('max-age=0') ? '' : asked.split(';')[0];
      },
    },
    location: { protocol: 'https:', reload: () => reloads++ },
  };
  return { page, reloads: () => reloads, kept: () => kept };
}

test('a page in another language is loaded anew, and only once', () => {
  const { page, reloads, kept } = pageIn('en');
  chooseLanguage(page, 'de-AT');
  expect(kept()).toBe('tremolo_language=de');
  chooseLanguage(page, 'de-AT');
  expect(reloads()).toBe(1);
});

test('a page that is in the language already stays', () => {
  const { page, reloads, kept } = pageIn('de');
  chooseLanguage(page, 'de');
  expect(kept()).toBe('tremolo_language=de');
  expect(reloads()).toBe(0);
});

test('a browser that keeps no cookies is not loaded anew for ever', () => {
  const { page, reloads } = pageIn('en', { keeps: false });
  chooseLanguage(page, 'de');
  expect(reloads()).toBe(0);
});

test('without a choice the browser’s own language is asked for again', () => {
  const { page, reloads, kept } = pageIn('de', { cookie: 'tremolo_language=de' });
  chooseLanguage(page, null);
  expect(kept()).toBe('');
  expect(reloads()).toBe(1);
});

test('a language that there is none for changes nothing', () => {
  const { page, reloads } = pageIn('en');
  chooseLanguage(page, 'fr');
  expect(reloads()).toBe(0);
});
