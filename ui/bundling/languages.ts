import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { BunPlugin } from 'bun';
import type { ScreenLanguage } from '#schemas/preferences/language';

const TEXT = resolve(import.meta.dir, '../text');

/**
 * Puts `text/de/x.ts` in the place of `text/x.ts` while the German screens are bundled. So words stay plain imports, a
 * page carries one language only, and nothing is looked up while it runs (decision 0016).
 */
export function wordsOf(language: ScreenLanguage): BunPlugin {
  const own = join(TEXT, language);
  return {
    name: `words-${language}`,
    setup(build) {
      if (language === 'en') return;
      build.onResolve({ filter: /\.ts$/ }, ({ path, importer }) => {
        const asked = resolve(dirname(importer), path);
        if (dirname(asked) !== TEXT) return undefined;
        const inLanguage = join(own, basename(asked));
        // What needs no other words is taken over from the English file of the same name.
        if (importer === inLanguage) return undefined;
        return existsSync(inLanguage) ? { path: inLanguage } : undefined;
      });
      // What zod says of wrong values stands on forms, too; its own words would come in English, and with every page.
      const messages = join(own, 'refusals/value-words.ts');
      if (!existsSync(messages)) return;
      build.onLoad({ filter: /zod\/v4\/locales\/en\.js$/ }, () => ({
        contents: `export { valueWords as default } from ${JSON.stringify(messages)};`,
        loader: 'js',
      }));
    },
  };
}
