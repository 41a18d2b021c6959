import type { RuleFigure, SensorProblem } from '#schemas/alarms/alarm-source';
import { comparedAmounts, type FactWords } from '#schemas/alarms/words/fact-words';
import { faultNames, figureNames } from '#schemas/alarms/words/names-de';
import type { SystemConditionKind } from '#schemas/fleet/system-condition';

const SENSOR: Readonly<Record<SensorProblem, string>> = {
  clipped: 'Das Signal ist an den Enden des Messbereichs abgeschnitten.',
  flat: 'Der Sensor liefert immer denselben Wert.',
  biased: 'Der Nullpunkt des Sensors hat sich verschoben.',
  noisy: 'Das Signal ist fast nur Rauschen.',
  slow_clock: 'Der Sensor tastet mit einer anderen Rate ab, als er angibt.',
};

const SYSTEM: Readonly<Record<SystemConditionKind, string>> = {
  part_down: 'Ein Teil von Tremolo antwortet nicht.',
  gpu_failed: 'Eine GPU ist ausgefallen.',
  gpu_hot: 'Eine GPU ist so heiß, dass sie langsamer wird.',
  disk_nearly_full: 'Eine Platte ist fast voll.',
  dead_letters_many: 'Viele Aufträge sind endgültig gescheitert.',
  agent_offline:
    'Ein Agent antwortet nicht: Seine Messstellen diagnostizieren andere oder niemand.',
  disk_filling: 'Eine Platte füllt sich.',
  queue_long: 'Viele Aufträge warten.',
  store_slow: 'Die Datenbank antwortet langsam.',
};

const TAKES = {
  last: '',
  mean: 'Mittel',
  max: 'Höchstwert',
  min: 'Tiefstwert',
  rate: 'Änderung',
} as const;
const COMPARISONS = { above: 'über', below: 'unter' } as const;

/** Why alarms were raised, in German. */
export const factWords: FactWords = {
  zone: ({ zone, velocityMmS }, amount) =>
    `Zone ${zone}: Effektivwert ${amount(velocityMmS, 'mm/s')}.`,
  changed: ({ velocityMmS }, amount) =>
    `Effektivwert ${amount(velocityMmS, 'mm/s')}: gegenüber dem Ausgangswert um mehr als 25 % der Grenze zwischen Zone B und C verändert.`,
  finding: ({ findings, zone, why }) => {
    const [worst, ...others] = findings;
    // A verdict without findings says only why there are none.
    if (worst === undefined) return why;
    const isAgreed = others.some(({ fault, by }) => fault === worst.fault && by !== worst.by);
    const onlyModel = worst.by === 'model' ? ' (nur laut Modell)' : '';
    const by = isAgreed ? ' (Regel und Modell stimmen überein)' : onlyModel;
    const more = [...new Set(others.map(({ fault }) => fault))].filter(
      (one) => one !== worst.fault,
    );
    const also = more.length === 0 ? '' : `, auch ${more.map((one) => faultNames[one]).join(', ')}`;
    return `${faultNames[worst.fault]}${by}${also}. ${zone === null ? 'Nicht bewertet' : `Zone ${zone}`}.`;
  },
  anomaly: ({ probability }) =>
    `Das Modell gibt dem eine Wahrscheinlichkeit von ${Math.round(probability * 100)} %.`,
  compared: (fact, amount) => {
    const { of, name, take, windowSeconds, comparison } = fact;
    const what = of === 'figure' ? (figureNames[name as RuleFigure] ?? name) : name;
    const { value, limit } = comparedAmounts(fact, amount);
    const against = `${COMPARISONS[comparison]} ${limit}`;
    if (take === 'ratio') return `${what}: das ${value}-Fache des hier Üblichen, ${against}.`;
    const over = take === 'last' ? '' : ` (${TAKES[take]} über ${windowSeconds} s)`;
    return `${what}${over} ${against}: ${value}.`;
  },
  silent: ({ seconds }) => `Seit ${seconds} s wurde nichts gehört.`,
  sensor: ({ problem }) => SENSOR[problem],
  told: ({ step, people }) =>
    `Stufe ${step}: ${people === 1 ? '1 Person' : `${people} Personen`} benachrichtigt.`,
  system: ({ condition }) =>
    condition === null ? 'Mit dem System selbst stimmt etwas nicht.' : SYSTEM[condition],
};
