import type { MeasuredFigure } from '#schemas/alarms/figures';
import { type figureWords as english, figureValue } from '../alarm-figures.ts';
import type { Said } from '../said.ts';
import { many } from './many.ts';

const alarms = (n: number) => many(n, 'Alarm', 'Alarme');

/** Words about what alarms come to, in German. */
export const figureWords: Said<typeof english> = {
  lead: 'Was die Alarme ergaben, jede Zahl gegen das, was ISA-18.2 und EEMUA 191 verlangen. Zu viele Alarme sind so schlecht wie zu wenige: Beginnen Sie oben in der Liste der häufigsten.',
  period: 'Zeit',
  operators: 'Bediener, die sie sich teilen',
  area: 'Bereich',
  failed: 'Die Kennzahlen können nicht gezeigt werden',
  shown: (n) => `${alarms(n)} wurden in dieser Zeit gezeigt.`,
  shownOne: '1 Alarm wurde in dieser Zeit gezeigt.',
  csv: 'Als CSV ausführen',
  measured: 'Gegen die veröffentlichten Ziele',
  figure: 'Kennzahl',
  value: 'Wert',
  target: 'Ziel',
  verdict: 'Urteil',
  source: 'Quelle',
  verdicts: {
    met: 'Erreicht',
    acceptable: 'Annehmbar',
    missed: 'Verfehlt',
    nothing_measured: 'Nichts gemessen',
  },
  figures: {
    perDayPerOperator: 'Alarme am Tag je Bediener',
    perTenMinutes: 'Alarme in zehn Minuten, im Mittel',
    peakTenMinutes: 'Meiste Alarme in zehn Minuten',
    tenMinutesOverTen: 'Zehn Minuten mit mehr als zehn Alarmen',
    timeInFlood: 'Zeit in Alarmflut',
    topTenShare: 'Anteil der zehn häufigsten',
    chattering: 'Flatternd: dreimal oder öfter in einer Minute',
    stale: 'Alt: länger als einen Tag anstehend',
    standing: 'Zugleich anstehend',
    highShare: 'Anteil hoher und kritischer',
  },
  atMost: (value) => `höchstens ${value}`,
  upTo: (target, limit) => `höchstens ${target}, bis ${limit} ist annehmbar`,
  perDay: 'Alarme nach Tagen',
  perDayTable: 'Als Tabelle',
  part: 'Teil',
  unit: 'Einheit',
  dayOf: (day, n) => `${day}: ${alarms(n)}`,
  targetLine: (n) => `Ziel: ${n} am Tag`,
  priorities: 'Nach Priorität',
  prioritiesLead: 'Verlangt: etwa 80 % niedrig, 15 % mittel, 5 % hoch und kritisch zusammen.',
  share: 'Anteil',
  alarms: 'Alarme',
  offenders: 'Häufigste',
  offender: 'Regel und Ort',
  falseOnes: 'Als Fehlalarm markiert',
  chattering: 'Flatternd',
  stale: 'Länger als einen Tag anstehend',
  floods: 'Alarmfluten',
  flood: (n, from, to) => `${from} bis ${to}: ${alarms(n)}`,
  acknowledging: 'Bis zur Quittierung',
  median: 'Die Hälfte innerhalb',
  p95: '19 von 20 innerhalb',
  never: 'Vorbei, bevor jemand quittierte',
  byPerson: 'Nach Person',
  person: 'Person',
  acknowledged: 'Quittiert',
  none: 'Keine.',
  nothing: 'In dieser Zeit wurde kein Alarm gezeigt.',
  falseLead: (n, share) => `${alarms(n)} wurden als Fehlalarm markiert (${share}).`,
};

/** Units of figures as German says them. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/\balarms?\b/, 'Alarme'],
  [/\bdays?\b/, 'Tage'],
];

/** A figure with its unit; see the English. */
function germanValue(value: number | null, unit: string): string {
  return UNITS.reduce(
    (said, [english_, german]) => said.replace(english_, german),
    figureValue(value, unit),
  );
}

export { germanValue as figureValue };

/** What is asked for: "höchstens 1, bis 2 ist annehmbar". */
export function targetWords({ target, limit, unit }: MeasuredFigure): string {
  const wanted = germanValue(target, unit);
  return target === limit
    ? figureWords.atMost(wanted)
    : figureWords.upTo(wanted, germanValue(limit, unit));
}
