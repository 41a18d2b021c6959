import { html } from 'htm/preact';
import type { CaptureLabelName, CaptureRow } from '#schemas/captures/capture';
import { Badge } from '../../parts/badge.ts';
import type { Column } from '../../parts/table/column.ts';
import { Tag } from '../../parts/tag.ts';
import { captureName, captureWords as words } from '../../text/captures.ts';
import { text } from '../../text/en.ts';
import { count, dateTime, NO_VALUE, span } from '../../text/numbers.ts';
import { MiniWaveform } from './mini-waveform.ts';
import { sizeWords } from './size-words.ts';

/** A label as people read it. */
export const labelWord = (label: CaptureLabelName) =>
  label === 'healthy' ? words.healthy : text.fault[label];

const labelsOf = ({ labels }: CaptureRow) => labels.map(labelWord).join(', ');
const keptOf = ({ points }: CaptureRow) => points.filter(({ state }) => state === 'kept').length;

/** Columns of the list of captures. */
export const CAPTURE_COLUMNS: Column<CaptureRow>[] = [
  {
    key: 'machine',
    title: words.machine,
    words: captureName,
    cell: (row) =>
      html`${captureName(row)}${row.note !== '' && html`<small class="capture-note">${row.note}</small>`}`,
    sort: 'machine',
    isName: true,
  },
  { key: 'time', title: words.time, words: ({ atMs }) => dateTime(atMs), sort: 'at' },
  {
    key: 'waveform',
    title: words.waveform,
    words: ({ state }) => words.states[state],
    cell: (row) =>
      row.preview === null
        ? html`<span class="muted">${words.states[row.state]}</span>`
        : html`<${MiniWaveform} preview=${row.preview} name=${captureName(row)} unit="" />`,
  },
  {
    key: 'trigger',
    title: words.trigger,
    words: ({ trigger }) => words.triggers[trigger],
    sort: 'trigger',
  },
  {
    key: 'points',
    title: words.points,
    words: (row) => words.pointsOf(keptOf(row), row.points.length),
    align: 'end',
  },
  {
    key: 'condition',
    title: words.condition,
    words: ({ condition }) => (condition === null ? NO_VALUE : text.appearance[condition]),
    cell: ({ condition }) =>
      condition === null ? NO_VALUE : html`<${Badge} appearance=${condition} />`,
    sort: 'condition',
  },
  {
    key: 'speed',
    title: words.speed,
    words: ({ speedRpm }) =>
      speedRpm === null ? NO_VALUE : `${count(Math.round(speedRpm))} r/min`,
    sort: 'speed',
    align: 'end',
  },
  {
    key: 'labels',
    title: words.labels,
    words: (row) => labelsOf(row) || NO_VALUE,
    cell: (row) =>
      row.labels.length === 0
        ? NO_VALUE
        : html`<span class="capture-labels">
            ${row.labels.map((label) => html`<${Tag} key=${label}>${labelWord(label)}<//>`)}
          </span>`,
  },
  {
    key: 'size',
    title: words.size,
    words: ({ bytes }) => sizeWords(bytes),
    sort: 'bytes',
    align: 'end',
  },
  {
    key: 'protected',
    title: words.isProtected,
    words: ({ isProtected }) => (isProtected ? words.isProtected : words.notProtected),
    isExtra: true,
  },
  {
    key: 'length',
    title: words.length,
    words: ({ fromMs, toMs }) => span(toMs - fromMs),
    align: 'end',
    isExtra: true,
  },
  { key: 'by', title: words.by, words: ({ byName }) => byName, isExtra: true },
  { key: 'state', title: words.state, words: ({ state }) => words.states[state], isExtra: true },
];
