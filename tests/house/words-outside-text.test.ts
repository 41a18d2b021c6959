import { expect, test } from 'bun:test';
import { read, sourceFiles } from './source-files.ts';

/** Signs that are the same in every language: units, and names of things that have no other. */
const OF_NO_LANGUAGE = new Set([
  ...['mm', 'kW', 'Hz', 'dB', 'ms', 'min', 'MB', 'GiB', 'rpm', 'Esc', 'Ctrl'],
  ...[
    'Tremolo',
    'CSV',
    'JSON',
    'PDF',
    'SVG',
    'API',
    'ISO',
    'TOTP',
    'max',
    'deg',
    'BEGIN',
    'CERTIFICATE',
  ],
]);
const SAID = /^(?:aria-label|aria-description|aria-valuetext|title|placeholder|alt)$/;

/** The templates of a source, each with its holes as `\0`; templates within holes come on their own. */
function templatesOf(source: string): string[] {
  const found: string[] = [];
  for (const { index } of source.matchAll(/\bhtml`/g)) {
    let text = '';
    let at = index + 5;
    while (at < source.length && source[at] !== '`') {
      if (source[at] === '\\') at += 2;
      else if (source.startsWith('${', at)) {
        text += '\0';
        at = endOfHole(source, at + 2);
      } else text += source[at++];
    }
    found.push(text);
  }
  return found;
}

/** Behind the brace that closes a hole; templates, strings and braces within it are passed over. */
function endOfHole(source: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < source.length && depth > 0) {
    const sign = source[at];
    if (sign === '`') at = endOfTemplate(source, at + 1);
    else if (sign === "'" || sign === '"') {
      const end = source.indexOf(sign, at + 1);
      at = end < 0 ? source.length : end + 1;
    } else {
      if (sign === '{') depth++;
      if (sign === '}') depth--;
      at++;
    }
  }
  return at;
}

function endOfTemplate(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') at += 2;
    else if (source.startsWith('${', at)) at = endOfHole(source, at + 2);
    else at++;
  }
  return at + 1;
}

/** Words that a template says itself: between its tags, and in attributes that are read out or shown. */
function wordsIn(template: string): string[] {
  const between = [...template.matchAll(/>([^<]*)(?:<|$)/g)].map(([, text]) => text);
  const attributes = [...template.matchAll(/\s([\w-]+)="([^"]*)"/g)].flatMap(([, name, value]) =>
    SAID.test(name) ? [value] : [],
  );
  return [...between, ...attributes]
    .flatMap((text) => text.match(/\p{L}{2,}/gu) ?? [])
    .filter((word) => !OF_NO_LANGUAGE.has(word));
}

test('the scanner finds what a template says, and not what it is made of', () => {
  // A dollar and a brace, written so that they are no hole of this file's own.
  const hole = (code: string) => `$\u007b${code}}`;
  const inner = hole('x ? html`<b>inner</b>` : null');
  const source = `html\`<p class="soft" title="Look here">Hello ${inner} you, ${hole('`a`')}</p>\``;
  expect(templatesOf(source).map(wordsIn)).toEqual([['Hello', 'you', 'Look', 'here'], ['inner']]);
  expect(templatesOf(`html\`<b>${hole('count')} kW</b>\``).map(wordsIn)).toEqual([[]]);
});

test('no screen and no part says a word that is not of ui/text', () => {
  const said = sourceFiles()
    .filter((path) => /^ui\/(screens|parts|session)\//.test(path) && !path.endsWith('.test.ts'))
    .flatMap((path) =>
      templatesOf(read(path))
        .flatMap(wordsIn)
        .map((word) => `${path}: ${word}`),
    );
  expect(said).toEqual([]);
});

test('numbers and dates are written by ui/text, which knows how the person reads them', () => {
  // `toFixed` also serves addresses and fields of forms, which are read by programs.
  const own = sourceFiles()
    .filter((path) => /^ui\/(screens|parts)\//.test(path) && !path.endsWith('.test.ts'))
    .filter((path) =>
      /\.toLocale(?:Date|Time)?String\(|Intl\.(?:NumberFormat|DateTimeFormat)(?!\(\)\.resolved)/.test(
        read(path),
      ),
    );
  expect(own).toEqual([]);
});
