import { count, dateTime, fixed, span } from '../numbers.ts';
import type { Said } from '../said.ts';
import type { trendsWords as english } from '../trends.ts';

const DAY_MS = 86_400_000;
const days = (ms: number) => {
  const number = ms / DAY_MS;
  return number < 10 ? fixed(number, 1) : count(number);
};

/** Words of the Trends screen, in German. */
export const trendsWords: Said<typeof english> = {
  title: 'Verläufe',
  places: 'Analyse',
  analysis: 'Analyse',
  trends: 'Verläufe',
  captures: 'Aufzeichnungen',
  values: 'Werte',
  none: 'Wählen Sie, was Sie ansehen wollen',
  noneMore:
    'Beliebige Werte beliebiger Messstellen lassen sich zusammen zeigen: Jede Einheit hat ihre eigene Achse.',
  add: 'Werte hinzufügen',
  addTitle: 'Werte hinzufügen',
  point: 'Messstelle oder Prozesswert',
  pointHint: 'Ein Stück von Name, Maschine oder Bereich eingeben.',
  figures: 'Ihre Werte',
  addThese: 'Hinzufügen',
  needPoint: 'Wählen Sie eine Messstelle.',
  needFigure: 'Wählen Sie mindestens einen Wert.',
  tooMany: (most) => `Höchstens ${most} Linien lassen sich zusammen zeigen.`,
  remove: (name) => `${name} entfernen`,
  choose: (name) => `${name}: Grenzen und Vorhersage zeigen`,
  clear: 'Alle entfernen',
  cleared: 'Alle Werte wurden entfernt.',
  undo: 'Rückgängig',
  span: 'Wie weit zurück',
  spans: {
    hour: '1 h',
    day: '1 Tag',
    week: '7 Tage',
    month: '30 Tage',
    quarter: '91 Tage',
    year: '1 Jahr',
  },
  fixed: (from, to) => `${from} bis ${to}`,
  from: 'Von',
  to: 'Bis',
  showRange: 'Zeigen',
  ownRange: 'Von … bis …',
  wrongRange: 'Das Ende liegt vor dem Anfang.',
  follow: 'Wieder der Zeit folgen',
  shows: 'Gezeigt als',
  chart: 'Diagramm',
  table: 'Tabelle',
  time: 'Zeit',
  failed: 'Die Verläufe konnten nicht gelesen werden.',
  empty: 'Von diesen Werten wurde in dieser Zeit nichts aufgezeichnet.',
  unknown: (many) =>
    many === 1
      ? 'Eine Messstelle dieser Ansicht ist nicht mehr da.'
      : `${many} Messstellen dieser Ansicht sind nicht mehr da.`,
  gone: 'Messstelle, die weg ist',
  goneValue: 'Wert, der nicht mehr da ist',
  resolution: (step) => `Ein Wert je ${step}; das Band reicht bis zum größten.`,
  step: (ms) => {
    if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
    if (ms < 3_600_000) return `${fixed(ms / 60_000, ms % 60_000 === 0 ? 0 : 1)} min`;
    if (ms < DAY_MS) return `${fixed(ms / 3_600_000, ms % 3_600_000 === 0 ? 0 : 1)} h`;
    return ms === DAY_MS ? 'Tag' : `${count(ms / DAY_MS)} Tage`;
  },
  atCursor: 'Am Zeiger',
  noCursor: 'Setzen Sie den Zeiger auf das Diagramm, um Werte abzulesen.',
  noValue: 'kein Wert',
  atMost: (value) => `bis ${value}`,
  marks: 'Ereignisse',
  marksNote: 'Zustandswechsel und Alarme dieser Messstellen in dieser Zeit.',
  noMarks: 'Kein Zustandswechsel und kein Alarm in dieser Zeit.',
  changed: (to) => `Zustand: ${to}`,
  alarm: 'Alarm',
  leftOut: 'Es gab mehr Wechsel, als aufgeführt werden können; die ältesten fehlen.',
  alarmsFailed: 'Alarme konnten nicht gelesen werden.',
  limits: 'Grenzen',
  zone: (name) => `Zone ${name}`,
  baseline: 'Ausgangswert',
  zones: { ab: 'A/B', bc: 'B/C', cd: 'C/D' },
  noZones: 'Zonen brauchen ISO-Gruppe und Aufstellung der Maschine; ohne sie gibt es keine.',
  forecast: 'Vorhersage',
  forecastOf: (name) => `Vorhersage für ${name}`,
  limitIn: (limit, from, to) => `${limit} in ${from === to ? from : `${from}–${to}`} Tagen`,
  limitFrom: (limit, from, most) =>
    `${limit} frühestens in ${from} Tagen; das Späteste liegt jenseits der ${most} Tage, die vorhergesagt werden`,
  ruleLimit: (rule, value) => `„${rule}“ (${value})`,
  alarmLimit: (value) => `ALARM (${value})`,
  alarmShort: 'ALARM',
  judgedBy: (limit) => `Die nächste Grenze ist ${limit}.`,
  origins: {
    standard: 'Die Zonen sind die der Norm.',
    person: 'Diese Zonen hat jemand gesetzt.',
    baseline: 'Sie liegt ein Viertel von B/C über dem Ausgangswert (Kriterium II).',
    rule: 'Eine Alarmregel setzt sie.',
  },
  limitsFailed: 'Grenzen von Alarmregeln konnten nicht gelesen werden: Es kann weitere geben.',
  days,
  likely: (when) =>
    `Am wahrscheinlichsten um ${when}. Neun von zehn solchen Intervallen enthalten den wahren Tag.`,
  method: (learnt, shape) =>
    `Gelernt aus den ${learnt}, die gezeigt sind: robuste ${shape === 'linear' ? 'Gerade' : 'Exponentialkurve'} (Theil–Sen), Intervall durch Block-Bootstrap.`,
  noForecastFor:
    'Von diesem Wert ist keine Grenze bekannt. Eine Alarmregel, die ihn vergleicht, setzt eine; dann gibt es eine Vorhersage.',
  noThreshold: 'Jede bekannte Grenze ist erreicht.',
  rising: 'Der Verlauf steigt, von der Grenze weg.',
  nothing: (why) => {
    switch (why.kind) {
      case 'too_few':
        return `Keine Vorhersage: ${count(why.values)} Werte, mindestens ${count(why.needed)} werden gebraucht.`;
      case 'too_short':
        return `Keine Vorhersage: Die Werte umfassen ${span(why.days * DAY_MS)}, mindestens ${span(why.neededDays * DAY_MS)} werden gebraucht.`;
      case 'gaps':
        return `Keine Vorhersage: Werte gibt es für ${count(why.filled * 100)} % der Zeit, mindestens ${count(why.needed * 100)} % werden gebraucht.`;
      case 'stale':
        return `Keine Vorhersage: Der letzte Wert ist ${span(why.ageMs)} alt. Für diese Zeit darf er höchstens ${span(why.mostMs)} alt sein.`;
      case 'beyond':
        return 'Der Verlauf hat die Grenze erreicht.';
      case 'no_trend':
        return 'Kein Verlauf: Was diese Werte tun, lässt sich nicht von Rauschen unterscheiden (Block-Bootstrap, 98 %).';
      case 'falling':
        return 'Der Verlauf fällt.';
      case 'distant':
        return `Steigend, aber keine Grenze wird vor ${dateTime(why.horizonMs)} erreicht; weiter als das Doppelte der gezeigten Zeit wird nichts vorhergesagt.`;
    }
  },
  fixedNote:
    'Eine Vorhersage wird aus der gezeigten Zeit gemacht; diese endet in der Vergangenheit.',
  spanDays: (ms) => (ms < 2 * DAY_MS ? span(ms) : `${days(ms)} Tage`),
  rowsLeft: (shown, all) =>
    `Die neuesten ${shown} von ${all} Zeilen sind gezeigt; die Datei der Werte hat alle.`,
};
