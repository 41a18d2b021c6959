import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { dateTime } from '../../text/numbers.ts';
import { SayDialog } from './say-dialog.ts';

const DURATIONS = [15, 60, 240, 480, 1_440, 10_080] as const;

/** Puts alarms aside for a while: for how long, and why. */
export function ShelveDialog({
  alarms: which,
  onClose,
}: {
  alarms: readonly Alarm[];
  onClose: () => void;
}) {
  const { now, alarms, notices } = useApp();
  const minutes = useSignal<number>(60);
  const send = async (reason: string) => {
    let done = 0;
    try {
      for (const { alarmId } of which) {
        const body = { minutes: minutes.peek(), reason };
        alarms.put([await request(ALARM_ROUTES.shelveAlarm, { params: { alarmId }, body })]);
        done++;
      }
    } finally {
      // Also where one is refused: those before it are shelved.
      if (done > 0) notices.done(words.done.shelved(done));
    }
  };
  return html`<${SayDialog}
    title=${words.ask.shelve(which.length)}
    says=${words.ask.shelveSays(dateTime(now.value + minutes.value * 60_000).slice(0, 16))}
    label=${words.ask.reason}
    action=${words.actions.shelveNow}
    minLength=${3}
    send=${send}
    onClose=${onClose}
    more=${minutes}
  >
    <fieldset class="chips" aria-label=${words.ask.duration}>
      ${DURATIONS.map(
        (one) => html`<label key=${one} class="chip">
          <input
            type="radio"
            name="shelve-minutes"
            checked=${minutes.value === one}
            onChange=${() => {
              minutes.value = one;
            }}
          />${words.ask.durations(one)}
        </label>`,
      )}
    </fieldset>
  <//>`;
}
