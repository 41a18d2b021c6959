import type { Finding, SeverityGrade, Verdict } from '#schemas/readings/finding';
import { text } from './en.ts';

/** What agents say when something cannot be judged; each is a sentence of `signal/` or of the agent. */
const REASONS: Readonly<Record<string, string>> = {
  'Not enough signal yet to judge.': 'Noch nicht genug Signal, um zu urteilen.',
  'The unit of the samples is not declared, so there is no velocity.':
    'Die Einheit der Messwerte ist nicht angegeben, also gibt es keine Schwinggeschwindigkeit.',
  'The speed of the machine is not known.': 'Die Drehzahl der Maschine ist nicht bekannt.',
  'The ISO group of the machine is not set.': 'Die ISO-Gruppe der Maschine ist nicht angegeben.',
  'The support (rigid or flexible) of the machine is not set.':
    'Die Aufstellung der Maschine (starr oder nachgiebig) ist nicht angegeben.',
  'No velocity could be computed from this signal.':
    'Aus diesem Signal ließ sich keine Schwinggeschwindigkeit berechnen.',
  'The samples are velocities; severity is graded from acceleration only.':
    'Die Messwerte sind Geschwindigkeiten; bewertet wird nur aus der Beschleunigung.',
  'The agent has no time for this point: add a lane or an agent.':
    'Der Agent hat für diese Messstelle keine Zeit: eine Spur oder einen Agenten hinzufügen.',
};

/** The same with a number in it. */
const REASONS_WITH_NUMBERS: readonly (readonly [RegExp, string])[] = [
  [
    /^The sample rate of (\S+) Hz is too low to reach 1 kHz\.$/,
    'Die Abtastrate von $1 Hz ist zu niedrig, um 1 kHz zu erreichen.',
  ],
  [
    /^(\S+) r\/min is outside the standard's 120–15000 r\/min\.$/,
    '$1 1/min liegen außerhalb der Norm (120–15000 1/min).',
  ],
  [
    /^(\S+) kW is outside the standard, which begins above 15 kW\.$/,
    '$1 kW liegen außerhalb der Norm, die über 15 kW beginnt.',
  ],
];

const QUANTITIES: Readonly<Record<string, string>> = {
  velocity: 'Schwinggeschwindigkeit',
  kurtosis: 'Kurtosis',
  'model score': 'Wert des Modells',
  '1X share of velocity': 'Anteil von 1X an der Geschwindigkeit',
  '4X–8X mean': 'Mittel von 4X–8X',
  'above 5 kHz over 1–5 kHz': 'über 5 kHz zu 1–5 kHz',
  'acceleration above 5 kHz': 'Beschleunigung über 5 kHz',
  'acceleration at 1–5 kHz': 'Beschleunigung bei 1–5 kHz',
  'acceleration in the envelope band': 'Beschleunigung im Hüllkurvenband',
  'breadth at 1.2–3.4 kHz': 'Breite bei 1,2–3,4 kHz',
  'envelope 1X': 'Hüllkurve 1X',
  'envelope kurtosis': 'Kurtosis der Hüllkurve',
  'envelope repetition': 'Wiederholung in der Hüllkurve',
  'modulation at 1X': 'Modulation mit 1X',
  'power at 1.2–3.4 kHz': 'Leistung bei 1,2–3,4 kHz',
  'swelling at 1–10 Hz': 'An- und Abschwellen bei 1–10 Hz',
};

/** The one sentence of a verdict, made anew from what it is made of. */
export function whyWords({ findings, severity, condition, why }: Verdict): string {
  const [worst, ...others] = findings;
  if (worst === undefined) {
    if (condition === 'warming' || condition === 'not_graded') {
      return severity.graded ? why : reasonWords(severity.reason);
    }
    return `${severityWords(severity)}. Kein Schaden gefunden.`;
  }
  const agreed = others.some(({ fault }) => fault === worst.fault);
  const by = agreed
    ? ' (Regel und Modell stimmen überein)'
    : worst.source === 'model'
      ? ' (nur laut Modell)'
      : '';
  const more = new Set(others.map(({ fault }) => fault));
  more.delete(worst.fault);
  const also = more.size === 0 ? '' : `, auch ${[...more].map(nameOf).join(', ')}`;
  return `${nameOf(worst.fault)}${by}${also}. ${severityWords(severity)}.`;
}

const nameOf = (fault: Finding['fault']) => text.fault[fault];

function severityWords(grade: SeverityGrade): string {
  if (!grade.graded) return `Nicht bewertet: ${reasonWords(grade.reason).replace(/\.$/, '')}`;
  const by = text.figure.zoneBy[grade.by];
  const changed = grade.significantChange ? ', gegenüber dem Ausgangswert deutlich verändert' : '';
  return `Zone ${grade.zone} ${by}${changed}`;
}

/** Why there is no grade; what is not known here stays as the agent said it. */
export function reasonWords(reason: string): string {
  const known = REASONS[reason];
  if (known !== undefined) return known;
  const found = REASONS_WITH_NUMBERS.find(([pattern]) => pattern.test(reason));
  return found === undefined ? reason : reason.replace(found[0], found[1]);
}

/** What was measured, as rules call it. */
export function quantityWords(quantity: string): string {
  const most = / at most$/.exec(quantity);
  const name = most === null ? quantity : quantity.slice(0, most.index);
  return `${QUANTITIES[name] ?? name}${most === null ? '' : ' höchstens'}`;
}

/** What decibels are over. */
export const dbWords = (unit: string): string =>
  unit === 'dB over floor' ? 'dB über Grundrauschen' : unit;
