import type { Mark, Place } from './drawing.ts';

interface NoteBlock {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** The words for those that have no room. */
  readonly more: (count: number) => string;
}

const INK = '#1a2026';
const PIN = 8;
const CORNERS = 16;
const ROW = 16;
const ROWS = 4;
const COLUMNS = 2;
const LETTER = 6;

/** Pins with their numbers where notes stand (null: not within the plot), and their words below in two columns. */
export function noteMarks(
  places: readonly (Place | null)[],
  texts: readonly string[],
  { left, top, width, more }: NoteBlock,
): Mark[] {
  const shown = places.flatMap((place, i) => (place === null ? [] : [{ place, number: i + 1 }]));
  const room = ROWS * COLUMNS;
  const listed = shown.length > room ? shown.slice(0, room - 1) : shown;
  const columnWidth = width / COLUMNS;
  const longest = Math.floor(columnWidth / LETTER) - 4;
  const words = listed.map(({ number }) => {
    const note = texts[number - 1].replace(/\s+/g, ' ');
    return `${number}  ${note.length > longest ? `${note.slice(0, longest - 1)}…` : note}`;
  });
  if (listed.length < shown.length) words.push(more(shown.length - listed.length));
  return [
    ...apart(shown).flatMap(({ place, number }) => pinMarks(place, number)),
    ...words.map(
      (line, i): Mark => ({
        ...{ kind: 'text', text: line, size: 12, colour: INK, anchor: 'start' },
        at: [left + Math.floor(i / ROWS) * columnWidth, top + (i % ROWS) * ROW],
      }),
    ),
  ];
}

/** One beside the other, where they were pinned to one place. */
function apart(pins: readonly { place: Place; number: number }[]) {
  const placed: { place: Place; number: number }[] = [];
  for (const { place, number } of pins) {
    let [x] = place;
    const isTaken = () =>
      placed.some((one) => Math.hypot(one.place[0] - x, one.place[1] - place[1]) < 2 * PIN);
    while (isTaken()) x += 2 * PIN + 1;
    placed.push({ place: [x, place[1]], number });
  }
  return placed;
}

function pinMarks([x, y]: Place, number: number): Mark[] {
  const ring = (radius: number) =>
    Array.from({ length: CORNERS }, (_, i): Place => {
      const angle = (2 * Math.PI * i) / CORNERS;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
  return [
    { kind: 'area', points: ring(PIN + 1.5), colour: '#ffffff' },
    { kind: 'area', points: ring(PIN), colour: INK },
    {
      ...{ kind: 'text', text: String(number), at: [x, y + 4], size: 11, colour: '#ffffff' },
      ...{ anchor: 'middle', isStrong: true },
    },
  ];
}
