import type { RuleFigure, SensorProblem } from '#schemas/alarms/alarm-source';
import { comparedAmounts, type FactWords } from '#schemas/alarms/words/fact-words';
import { figureNames } from '#schemas/alarms/words/names-en';
import type { SystemConditionKind } from '#schemas/fleet/system-condition';

const SENSOR: Readonly<Record<SensorProblem, string>> = {
  clipped: 'The signal is cut off at the ends of the sensor’s range.',
  flat: 'The sensor gives the same value all the time.',
  biased: 'The sensor’s zero has moved.',
  noisy: 'The signal is little but noise.',
  slow_clock: 'The sensor samples at another rate than it says.',
};

const SYSTEM: Readonly<Record<SystemConditionKind, string>> = {
  part_down: 'A part of Tremolo does not answer.',
  gpu_failed: 'A GPU failed.',
  gpu_hot: 'A GPU is so hot that it slows down.',
  disk_nearly_full: 'A disk is nearly full.',
  dead_letters_many: 'Many jobs failed for good.',
  agent_offline: 'An agent does not answer: its points are diagnosed by others or by nobody.',
  disk_filling: 'A disk fills up.',
  queue_long: 'Many jobs wait.',
  store_slow: 'The store answers slowly.',
};

const TAKES = { last: '', mean: 'mean', max: 'highest', min: 'lowest', rate: 'change' } as const;

/** Why alarms were raised, in English. */
export const factWords: FactWords = {
  zone: ({ zone, velocityMmS }, amount) => `Zone ${zone}: ${amount(velocityMmS, 'mm/s')} r.m.s.`,
  changed: ({ velocityMmS }, amount) =>
    `${amount(velocityMmS, 'mm/s')} r.m.s.: changed from its baseline by more than 25 % of the limit between zones B and C.`,
  finding: ({ why }) => why,
  anomaly: ({ probability }) =>
    `The model gives this a probability of ${Math.round(probability * 100)} %.`,
  compared: (fact, amount) => {
    const { of, name, take, windowSeconds, comparison } = fact;
    const what = of === 'figure' ? (figureNames[name as RuleFigure] ?? name) : name;
    const { value, limit } = comparedAmounts(fact, amount);
    if (take === 'ratio')
      return `${what} is ${value} times what is usual here: ${comparison} ${limit}.`;
    const over = take === 'last' ? '' : ` (${TAKES[take]} over ${windowSeconds} s)`;
    return `${what}${over} is ${comparison} ${limit}: ${value}.`;
  },
  silent: ({ seconds }) => `Nothing was heard for ${seconds} s.`,
  sensor: ({ problem }) => SENSOR[problem],
  told: ({ step, people }) =>
    `Step ${step}: ${people === 1 ? '1 person' : `${people} people`} told.`,
  system: ({ condition }) =>
    condition === null ? 'Something is wrong with the system itself.' : SYSTEM[condition],
};
