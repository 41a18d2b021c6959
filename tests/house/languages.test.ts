import { describe, expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REASONS, type ReasonName } from '#schemas/errors/reasons';
import { type Said, said } from '#schemas/errors/said';
import { ERROR_CODES, type ErrorCode } from '#schemas/errors/tremolo-error';
import { SCREEN_LANGUAGES } from '#schemas/preferences/language';
import { readPlantCsv } from '../../hub/assets/transfer/plant-csv.ts';
import { saidWords } from '../../hub/notifications/words/said-words.ts';
import { importSays } from '../../ui/text/de/import-says.ts';
import { jobSays } from '../../ui/text/de/job-says.ts';
import { errorTitles } from '../../ui/text/de/refusals/error-titles.ts';
import { OWN_RULES } from '../../ui/text/de/refusals/own-rules.ts';
import { reasonWords } from '../../ui/text/de/refusals/reasons.ts';
import { sayRefusal } from '../../ui/text/de/refusals/say-refusal.ts';
import { sendingSays } from '../../ui/text/de/sending-says.ts';
import { piecesOf } from '../../ui/text/foreign.ts';
import { projectFiles, ROOT, read } from './source-files.ts';

const TEXT = join(ROOT, 'ui/text');
const OTHERS = SCREEN_LANGUAGES.filter((language) => language !== 'en');
const filesIn = (folder: string) =>
  readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

/** Files of `text/` that say nothing by themselves: they work with the words of others. */
const WITHOUT_WORDS = [
  'alarm-amount.ts',
  'alarm-says.ts',
  'audit-event-words.ts',
  'foreign.ts',
  'languages.ts',
  'numbers.ts',
  'page-language.ts',
  'regional.ts',
  'role-name.ts',
  'said.ts',
  'sentences.ts',
  'time-zone.ts',
  'typed-quantity.ts',
  'units.ts',
];

/** Every place at which there are words, with what stands there: `list.views.standing: string`. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, part]) =>
    shapeOf(part, path === '' ? key : `${path}.${key}`),
  );
}

/** The names in `{name}` and `{count|agent|agents}`, in order of the alphabet. */
const holesOf = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)(?:\|[^|}]*\|[^}]*)?\}/g)].map(([, name]) => name).sort();

test('every reason of the hub has a sentence in German, in other words and about the same', () => {
  for (const [name, [, english]] of Object.entries(REASONS)) {
    const german = reasonWords[name as ReasonName];
    expect(german, name).toMatch(/([.!]|\{\w+\})$/);
    expect(german, name).not.toBe(english);
    expect(holesOf(german), name).toEqual(holesOf(english));
  }
});

test('every code of an error has a title in German', () => {
  for (const [code, { title }] of Object.entries(ERROR_CODES)) {
    expect(errorTitles[code as ErrorCode]).not.toBe(title);
  }
});

test('what has no reason is said by the title of its code, and the hub’s own sentence is marked as English', () => {
  const problem = { type: '', title: '', status: 409, code: 'conflict', correlationId: 'c-1' };
  const said = sayRefusal({ ...problem, detail: 'The moon is full.' });
  expect(piecesOf(said)).toEqual([
    { words: `${errorTitles.conflict}. `, isForeign: false },
    { words: 'The moon is full.', isForeign: true },
  ]);
  const known = { name: 'node_not_under', about: { kind: 'area', under: 'machine' } };
  expect(sayRefusal({ ...problem, detail: '', reason: known })).toBe(
    'Das darf hier nicht stehen: Bereich unter Maschine.',
  );
  // A newer hub may have reasons that this screen has not learned yet.
  const newer = { name: 'moon_full', about: {} };
  expect(sayRefusal({ ...problem, detail: 'The moon is full.', reason: newer })).toBe(said);
});

test('what schemas say in words of their own is what schemas say', () => {
  const schemas = projectFiles()
    .filter((path) => path.startsWith('schemas/') && path.endsWith('.ts'))
    .map(read)
    .join();
  expect(Object.keys(OWN_RULES).filter((sentence) => !schemas.includes(sentence))).toEqual([]);
});

test('each wrong cell of a file of the plant is told in German', () => {
  const file =
    'kind,path,power_kw,gears,bearing\nmachine,North/P-1,eleven,17,\nposition,North/P-1/DE,3,,ABC\nmachine,"No\u0001rth",,,\n';
  const said = [...readPlantCsv(file)].flatMap(({ errors }) => errors.map(importSays));
  expect(said).toEqual([
    'eleven ist keine Zahl. Zahlen stehen hier mit Punkt, etwa 1234.5.',
    'Zahnradstufen stehen als 17:43 da, mehrere mit | getrennt.',
    'Die Spalte power_kw muss hier leer bleiben. Art der Zeile: Messposition.',
    'ABC steht nicht im Lagerverzeichnis: |Kugeln:Kugel mm:Teilkreis mm:Druckwinkel anhängen.',
    'Keine Steuerzeichen.',
  ]);
  // A newer hub may have reasons that this screen has not learned yet.
  const newer = { sentence: 'The moon is full.', reason: { name: 'moon_full', about: {} } };
  expect(piecesOf(importSays(newer))).toEqual([{ words: newer.sentence, isForeign: true }]);
});

test('what came of a message is told in German, and what the other side answered stays as it came', () => {
  const shown = (one: Said) => sendingSays({ says: one.sentence, reason: one.reason });
  expect(shown(said('sent_by', { who: 'Teams', status: 202 }))).toBe(
    'Teams hat es angenommen (202).',
  );
  const trouble = 'nothing listens there.';
  expect(shown(said('log_server_unreachable', { server: 'tcp://10.1.2.3:514', trouble }))).toBe(
    'tcp://10.1.2.3:514 ist nicht erreichbar: Dort nimmt niemand an.',
  );
  const refusal = said('own_address_refused', { answer: '550 no such user' });
  expect(piecesOf(shown(refusal))).toEqual([
    { words: 'Ihre Adresse wurde abgelehnt: ', isForeign: false },
    { words: '550 no such user', isForeign: true },
  ]);
  expect(saidWords(refusal).de).toBe('Ihre Adresse wurde abgelehnt: 550 no such user');
});

test('why a job waits and of what it failed is told in German, with the right number of everything', () => {
  const one = said('waits_memory', { memory: '40 GB', count: 1 });
  expect(jobSays(one)).toBe('Braucht 40 GB GPU-Speicher; nichts frei auf 1 Agenten.');
  expect(jobSays(said('waits_room', { count: 1 }))).toBe(
    '1 Agent kommt infrage; gerade ist nichts frei.',
  );
  expect(jobSays(said('waits_room', { count: 3 }))).toBe(
    '3 Agenten kommen infrage; gerade ist nichts frei.',
  );
  expect(said('waits_jobs', { count: 2 }).sentence).toBe('Waits for 2 other jobs.');
  expect(jobSays(said('waits_queue', { queue: 'evaluation' }))).toBe(
    'Die Warteschlange Bewertung ist angehalten.',
  );
  expect(jobSays(said('needs_kind', { kind: 'train', count: 2 }))).toBe(
    'Braucht einen Agenten für „Training“; von 2 Agenten kann es keiner.',
  );
  const lost = said('job_agent_lost', { agent: 'agent-1' });
  expect(jobSays(lost)).toBe('agent-1 war nicht mehr zu hören.');
  expect(saidWords(lost).de).toBe('agent-1 war nicht mehr zu hören.');
  // An older agent says it in English alone.
  expect(piecesOf(jobSays({ sentence: 'The moon is full.' }))).toEqual([
    { words: 'The moon is full.', isForeign: true },
  ]);
});

describe.each(OTHERS)('the words in %s', (language) => {
  test('are there for every file of words', () => {
    const own = filesIn(join(TEXT, language));
    const missing = filesIn(TEXT).filter((file) => !own.includes(file));
    expect(missing.filter((file) => !WITHOUT_WORDS.includes(file))).toEqual([]);
    expect(own.filter((file) => !filesIn(TEXT).includes(file))).toEqual([]);
  });

  test.each(filesIn(join(TEXT, language)))(
    'are the same in number and kind as in English: %s',
    async (file) => {
      const [english, own] = await Promise.all([
        import(join(TEXT, file)),
        import(join(TEXT, language, file)),
      ]);
      // Also what a type lets be left out, such as the words of a record.
      expect(shapeOf({ ...own }).sort()).toEqual(shapeOf({ ...english }).sort());
    },
  );

  test('are another language: sentences are not left in English', async () => {
    const same: string[] = [];
    for (const file of filesIn(join(TEXT, language))) {
      const english = await import(join(TEXT, file));
      const own = await import(join(TEXT, language, file));
      same.push(...equalSentences({ ...english }, { ...own }, file));
    }
    expect(same).toEqual([]);
  });
});

/** Three words and more that stand there as they stand in English; commands and addresses may. */
function equalSentences(english: unknown, own: unknown, path: string): string[] {
  if (typeof english === 'string') {
    const isCommand = /^(bun |https?:|<|\d)/.test(english);
    return english === own && !isCommand && (english.match(/\p{L}{2,}/gu)?.length ?? 0) > 3
      ? [`${path}: ${english}`]
      : [];
  }
  if (typeof english !== 'object' || english === null) return [];
  return Object.entries(english).flatMap(([key, part]) =>
    equalSentences(part, (own as Record<string, unknown>)?.[key], `${path}.${key}`),
  );
}
