import type { CapacityResource } from '#schemas/http/capacity';
import type { capacity as english } from '../capacity.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

export { hoursWords } from '../capacity.ts';

const WEEKDAYS = ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'] as const;
const MONTHS = [
  ...(['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni'] as const),
  ...(['Juli', 'Aug.', 'Sep.', 'Okt.', 'Nov.', 'Dez.'] as const),
] as const;

/** "Sa 21. Nov.": a day that has a name, whatever zone the reader is in. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]} ${date}. ${MONTHS[month - 1]}`;
}

const units: Record<CapacityResource['resource'], (n: number) => string> = {
  gpu: (n) => many(n, 'GPU', 'GPUs'),
  slot: (n) => `${many(n, 'Auftrag', 'Aufträge')} zugleich`,
};

/** Words of the capacity screen, in German. */
export const capacity: Said<typeof english> = {
  failed: 'Die Kapazität kann nicht gezeigt werden',
  resource: 'Was gezählt wird',
  resources: { gpu: 'GPU-Stunden', slot: 'Auftragsstunden' },
  units,
  counted: {
    gpu: (n) =>
      `Stunden von GPUs für Aufträge: ${units.gpu(n)} bei den Agenten, die innerhalb des letzten Tages da waren.`,
    slot: (n) =>
      `Stunden von Aufträgen, so viele zugleich, wie die Agenten nehmen: ${units.slot(n)} bei denen, die innerhalb des letzten Tages da waren.`,
  },
  noGpus: 'Kein Agent hat eine GPU, also werden Auftragsstunden gezählt.',
  nobody:
    'Kein Agent, der Aufträge nimmt, war innerhalb des letzten Tages da: Nichts ist verfügbar.',

  roomy: (days) =>
    days === 1
      ? 'Der kommende Tag hat Platz für das, was zu erwarten ist.'
      : `Die kommenden ${days} Tage haben Platz für das, was zu erwarten ist.`,
  tight: (day, share) =>
    `Es kann eng werden: Am ${day} bleibt mit einer Wahrscheinlichkeit von ${share} Arbeit liegen.`,
  short: (day, demand, available) =>
    `Es wird mehr verlangt, als da ist: am ${day} etwa ${demand}, und ${available} sind da.`,
  tooLittle: 'Nicht genug Vorgeschichte',
  tooLittleLead: (days, needed) =>
    `${many(days, 'ganzer Tag wurde', 'ganze Tage wurden')} beobachtet, und ${needed} werden gebraucht, bevor sich über die kommenden etwas sagen lässt. Der Hub zählt weiter.`,

  chart: 'Verfügbar und verlangt, nach Tagen',
  chartSays: (sentence) => `${sentence} Die Tabelle darunter hat jede Zahl.`,
  legend: {
    demand: 'Verlangt',
    demandBand: 'acht von zehn Malen',
    available: 'Verfügbar',
    past: 'Vergangene Tage',
  },
  restOfToday: 'Rest von heute',
  today: 'heute',

  table: 'Nach Tagen',
  day: 'Tag',
  available: 'Verfügbar',
  demand: 'Verlangt',
  shortfall: 'Bleibt liegen',
  likely: (share) => `${share} wahrscheinlich`,
  over: (word) => `${word} (vorbei)`,
  band: (low, high) => `${low} bis ${high}`,
  notWatched: 'nicht beobachtet',

  waiting: 'Wartend und in Arbeit',
  nothingWaits: 'Nichts wartet, und nichts ist in Arbeit.',
  kind: 'Art',
  waits: 'Wartend',
  running: 'In Arbeit',
  held: 'Zurückgehalten',
  usual: 'Dauert üblich',
  expected: 'Zusammen erwartet',
  unknown: 'zu wenige sind beendet',

  how: 'Wie das gerechnet ist',
  howLead: (usesWeekdays, days) =>
    [
      `Aus den ${days} ganzen Tagen der letzten acht Wochen, die der Hub beobachtet hat.`,
      usesWeekdays
        ? 'Jeder Wochentag hat sein eigenes Mittel.'
        : 'Ab zwei Wochen wird jeder Wochentag sein eigenes Mittel haben.',
      'Von zwei Zahlen mit „bis“ dazwischen liegt der Tag acht von zehn Malen zwischen ihnen.',
      'Was wartet, kommt mit dem hinzu, was seine Art üblich dauert, und was ein Tag nicht schafft, bleibt dem nächsten.',
    ].join(' '),
};
