import { mainFigure } from '../parts/main-figure.ts';
import { causeWords, placeWords } from '../text/alarm-causes.ts';
import { text } from '../text/en.ts';
import { verdictLine } from '../text/sentences.ts';
import type { AlarmBook } from '../websocket/alarm-book.ts';
import type { Plant } from '../websocket/plant.ts';
import { fullName } from '../websocket/point-cell.ts';
import type { Known, LastKnown } from './last-known.ts';
import type { Session } from './session.ts';

const KEEP_EVERY_MS = 20_000;
/** As many of each are kept: what fits a phone, and its storage. */
const POINTS_MAX = 60;
const ALARMS_MAX = 100;

interface Parts {
  readonly lastKnown: LastKnown;
  readonly session: Session;
  readonly plant: Plant;
  readonly alarms: AlarmBook;
  readonly isLive: () => boolean;
}

/** Keeps what is shown while it is live, and forgets it with the session. */
export function keepLastKnown(parts: Parts, window: Window): void {
  const { lastKnown, session } = parts;
  lastKnown.start();
  const keep = () => {
    const known = parts.isLive() ? knownNow(parts) : null;
    if (known !== null) lastKnown.keep(known);
  };
  setInterval(keep, KEEP_EVERY_MS);
  // A phone that is put away may never run this page again.
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.hidden) keep();
  });
  session.state.subscribe((state) => {
    const isOfAnother =
      state.kind === 'person' && state.info.user.userId !== lastKnown.known.peek()?.userId;
    if (state.kind === 'nobody' || state.kind === 'inactive' || isOfAnother) lastKnown.forget();
  });
}

function knownNow({ session, plant, alarms }: Parts): Known | null {
  const state = session.state.peek();
  if (state.kind !== 'person' || !plant.loaded.peek()) return null;
  const { user, permissions, areas } = state.info;
  return {
    userId: user.userId,
    userName: user.name,
    savedMs: Date.now(),
    total: plant.order.peek().length,
    counts: plant.counts.peek(),
    points: plant.order
      .peek()
      .slice(0, POINTS_MAX)
      .flatMap((id) => pointNow(plant, id)),
    alarms: alarms.standing
      .peek()
      .slice(0, ALARMS_MAX)
      .map((one) => ({
        alarmId: one.alarmId,
        priority: one.priority,
        name: `${causeWords(one.cause)}, ${placeWords(one)}`,
        raisedMs: one.raisedMs,
        isAcknowledged: one.isAcknowledged,
      })),
    mayAcknowledge: [permissions, ...areas.map((area) => area.permissions)].some((all) =>
      all.includes('alarm:acknowledge'),
    ),
  };
}

function pointNow(plant: Plant, id: string): Known['points'] {
  const cell = plant.cell(id);
  if (cell === undefined) return [];
  const latest = cell.latest.peek();
  return [
    {
      pointId: id,
      name: fullName(cell.point.peek()),
      appearance: cell.appearance.peek(),
      says: latest === null ? text.plant.nothingHeard : verdictLine(latest.verdict),
      figure: mainFigure(latest).words,
    },
  ];
}
