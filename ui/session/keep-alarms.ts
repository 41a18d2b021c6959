import type { Signal } from '@preact/signals';
import type { Alarm } from '#schemas/alarms/alarm';
import type { Sound } from '#schemas/preferences/preferences';
import { AlarmSound } from '../parts/alarm-sound.ts';
import { browserTones } from '../parts/alarm-tones.ts';
import { causeWords, placeWords } from '../text/alarm-causes.ts';
import { alarmSigns as words } from '../text/alarm-signs.ts';
import { AlarmBook } from '../websocket/alarm-book.ts';
import type { LiveConnection } from '../websocket/live-connection.ts';
import type { Notices } from './notices.ts';
import type { Session } from './session.ts';

const LOOK_EVERY_MS = 1_000;

/** Open alarms and their sound. */
export interface Alarms {
  readonly alarms: AlarmBook;
  readonly alarmSound: AlarmSound;
}

/** Makes the book of open alarms and its sound; what is raised is heard, and said to who cannot see the screen. */
export function alarmsOf(
  window: Window & typeof globalThis,
  notices: Notices,
  sound: Signal<Sound>,
): Alarms {
  const alarmSound = new AlarmSound({
    storage: window.localStorage,
    clock: Date.now,
    output: browserTones(window, () => sound.peek().volume),
    heardFrom: () => sound.peek().from,
  });
  const alarms = new AlarmBook({
    after: (ms, callback) => void setTimeout(callback, ms),
    onRaised: (raised) => {
      alarmSound.raised(raised[0].priority);
      notices.say(announced(raised));
    },
  });
  return { alarms, alarmSound };
}

function announced(raised: readonly Alarm[]): string {
  const [{ priority, cause, asset }] = raised;
  if (raised.length > 1) return words.badge.raisedMany(raised.length);
  return words.badge.raised(words.priorities[priority], causeWords(cause), placeWords({ asset }));
}

/** Follows the alarms of whoever may see them, and sounds again what nobody acknowledged. */
export function keepAlarms(
  { alarms, alarmSound }: Alarms,
  { session, live }: { readonly session: Session; readonly live: LiveConnection },
  window: Window,
): void {
  alarmSound.start();
  for (const touch of ['pointerdown', 'keydown']) {
    window.addEventListener(touch, () => void alarmSound.touched(), { capture: true });
  }
  let sessionId: string | null = null;
  session.state.subscribe((state) => {
    const info = state.kind === 'person' ? state.info : null;
    if (info?.sessionId !== sessionId && state.kind !== 'asking') {
      sessionId = info?.sessionId ?? null;
      if (state.kind !== 'unreachable') alarms.clear();
    }
    if (info?.duty === null && session.mayAnywhere('alarm:read')) {
      live.start();
      live.subscribe('alarms');
    }
  });
  setInterval(() => alarmSound.tick(alarms.worst()), LOOK_EVERY_MS);
}
