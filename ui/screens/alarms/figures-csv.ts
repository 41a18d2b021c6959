import type { AlarmFigures } from '#schemas/alarms/figures';
import { ALARM_PRIORITIES } from '#schemas/alarms/priority';
import type { Column } from '../../parts/table/column.ts';
import { csvOf } from '../../parts/table/csv.ts';
import { figureWords as words } from '../../text/alarm-figures.ts';
import { ruleNameWords } from '../../text/alarm-says.ts';
import { alarmWords } from '../../text/alarms.ts';
import { NO_VALUE } from '../../text/numbers.ts';

interface Line {
  readonly part: string;
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly target?: number;
  readonly verdict?: string;
}

const COLUMNS: Column<Line>[] = [
  { key: 'part', title: words.part, words: ({ part }) => part },
  { key: 'name', title: words.figure, words: ({ name }) => name },
  { key: 'value', title: words.value, words: ({ value }) => (value === null ? '' : String(value)) },
  { key: 'unit', title: words.unit, words: ({ unit }) => unit },
  { key: 'target', title: words.target, words: ({ target }) => String(target ?? '') },
  { key: 'verdict', title: words.verdict, words: ({ verdict }) => verdict ?? '' },
];

/** All figures as one file, a line each: numbers as they are, so that a spreadsheet can go on with them. */
export function figuresCsv(figures: AlarmFigures): string {
  const { measured, perDay, priorities, offenders, chattering, stale, byPerson } = figures;
  const lines: Line[] = [
    ...measured.map(({ figure, value, unit, target, verdict }) => ({
      ...{ part: words.measured, name: words.figures[figure], value, unit, target },
      verdict: words.verdicts[verdict],
    })),
    ...perDay.map(({ dayMs, alarms }) => ({
      ...{ part: words.perDay, name: new Date(dayMs).toISOString().slice(0, 10) },
      ...{ value: alarms, unit: words.alarms },
    })),
    ...ALARM_PRIORITIES.map((one) => ({
      ...{ part: words.priorities, name: alarmWords.priorities[one] },
      ...{ value: priorities[one].alarms, unit: words.alarms },
    })),
    ...offenders.map((one) => offenderLine(words.offenders, one)),
    ...chattering.map((one) => offenderLine(words.chattering, one)),
    ...stale.map((one) => ({
      ...{ part: words.stale, name: `${one.assetName}, ${ruleNameWords(one)}` },
      ...{ value: one.sinceMs, unit: 'ms' },
    })),
    ...byPerson.map(({ name, acknowledged }) => ({
      ...{ part: words.byPerson, name: name || NO_VALUE, value: acknowledged, unit: words.alarms },
    })),
  ];
  return csvOf(COLUMNS, lines);
}

function offenderLine(part: string, one: AlarmFigures['offenders'][number]): Line {
  const { assetName, alarms } = one;
  return { part, name: `${assetName}, ${ruleNameWords(one)}`, value: alarms, unit: words.alarms };
}
