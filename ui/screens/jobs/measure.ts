import { fieldWord } from '../../text/job-fields.ts';
import { jobWords } from '../../text/jobs.ts';
import { count, figure, megabytes, span } from '../../text/numbers.ts';
import { percent } from './percent.ts';
import { took } from './took.ts';

/** What a field of a kind is called and how its numbers are said: the end of its name is its unit. */
export interface Measure {
  readonly label: string;
  readonly say: (value: number) => string;
}

const number = (value: number) => (Number.isInteger(value) ? count(value) : figure(value));

const fileSize = (bytes: number) =>
  bytes < 1e6 ? `${figure(bytes / 1e3)} kB` : megabytes(bytes / 1e6);

/** Units that the names of fields end with, the first that fits. */
const UNITS: readonly (readonly [end: RegExp, say: (value: number) => string])[] = [
  [/PerSecond$/, (value) => `${number(value)} / s`],
  [/Ms$/, took],
  [/(?<=[a-z])S$/, (value) => span(value * 1_000)],
  [/Mb$/, megabytes],
  [/Hz$/, (value) => `${number(value)} Hz`],
  [/Share$/, percent],
];

/** The measure that a name says: `trainingStepMs` is “Training step”, in milliseconds. */
export function measureOf(name: string): Measure {
  if (name === 'bytes') return { label: jobWords.size, say: fileSize };
  if (/^bytes[A-Z]/.test(name)) return { label: fieldWord(name), say: fileSize };
  const unit = UNITS.find(([end]) => end.test(name));
  if (unit === undefined) return { label: fieldWord(name), say: number };
  const [end, say] = unit;
  return { label: fieldWord(name.replace(end, '')), say };
}
