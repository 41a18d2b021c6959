import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_ROUTES, type AlarmDetail } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { dateTime, span } from '../../text/numbers.ts';
import { AlarmDialogs, type AskedFor } from './alarm-dialogs.ts';
import { useAcknowledge } from './use-acknowledge.ts';

interface AlarmActionsProps {
  readonly detail: AlarmDetail;
  readonly onChanged: () => void;
}

/** What this person can do with the alarm as it stands; what is asked or changes much says its effect first. */
export function AlarmActions({ detail, onChanged }: AlarmActionsProps) {
  const { alarm, may } = detail;
  const { alarms, notices, questions } = useApp();
  const act = useAct();
  const acknowledge = useAcknowledge();
  const asked = useSignal<AskedFor['what'] | null>(null);
  const { alarmId, hold, closedMs, isAcknowledged, isLatched, isActive, isFalse } = alarm;
  const params = { alarmId };
  const ask = (what: AskedFor['what']) => () => {
    asked.value = what;
  };
  const doing = async (what: () => Promise<Alarm>, sentence: string) => {
    const isDone = await act(async () => alarms.put([await what()]));
    if (isDone) notices.done(sentence);
    onChanged();
  };
  const reset = async () => {
    const question = {
      title: words.ask.reset,
      sentence: words.ask.resetSays,
      action: words.actions.reset,
    };
    if (!(await questions.confirm(question))) return;
    await doing(() => request(ALARM_ROUTES.resetAlarm, { params }), words.done.reset);
  };
  const isOpen = closedMs === null;
  const button = (word: string, onClick: () => unknown, kind = '') =>
    html`<button key=${word} class=${`button ${kind}`} onClick=${onClick}>${word}</button>`;
  return html`<${Held} alarm=${alarm} />
    <div class="form-buttons alarm-buttons">
      ${
        may.acknowledge &&
        html`${isOpen && !isAcknowledged && button(words.actions.acknowledge, () => void acknowledge([alarm]).then(onChanged), 'primary')}
          ${isOpen && !isAcknowledged && button(words.actions.acknowledgeWith, ask('acknowledge'))}
          ${isOpen && isLatched && !isActive && button(words.actions.reset, reset)}
          ${button(words.actions.comment, ask('comment'))}
          ${
            isFalse
              ? button(words.actions.unmarkFalse, () =>
                  doing(
                    () => request(ALARM_ROUTES.markAlarm, { params, body: { isFalse: false } }),
                    words.done.unmarkedFalse,
                  ),
                )
              : button(words.actions.markFalse, ask('mark_false'))
          }`
      }
      ${
        may.shelve &&
        isOpen &&
        html`${hold?.kind !== 'shelved' && hold?.kind !== 'out_of_service' && button(words.actions.shelve, ask('shelve'))}
          ${hold?.kind !== 'shelved' && hold?.kind !== 'out_of_service' && button(words.actions.outOfService, ask('out_of_service'))}
          ${hold?.kind === 'shelved' && button(words.actions.unshelve, () => doing(() => request(ALARM_ROUTES.unshelveAlarm, { params }), words.done.unshelved))}
          ${hold?.kind === 'out_of_service' && button(words.actions.returnToService, () => doing(() => request(ALARM_ROUTES.returnAlarm, { params }), words.done.returned))}`
      }
      ${!may.acknowledge && !may.shelve && html`<p class="muted">${words.page.cannot}</p>`}
    </div>
    ${
      asked.value !== null &&
      html`<${AlarmDialogs}
        asked=${{ what: asked.value, alarms: [alarm] }}
        onDone=${onChanged}
        onClose=${() => {
          asked.value = null;
        }}
      />`
    }`;
}

/** Why it is held back, by whom, until when. */
function Held({ alarm: { hold } }: { alarm: Alarm }) {
  const { now } = useApp();
  if (hold === null) return null;
  if (hold.kind === 'suppressed') {
    return html`<p class="alarm-held">
      ${words.hold.suppressed}. ${words.suppressedBy[hold.why]}
      ${hold.byAlarmId !== null && html` <a href=${`/alarms/${hold.byAlarmId}`}>${words.page.explainedBy}</a>`}
    </p>`;
  }
  const until =
    hold.kind === 'shelved'
      ? words.list.until(dateTime(hold.untilMs).slice(0, 16), span(hold.untilMs - now.value))
      : words.list.sinceWhen(dateTime(hold.sinceMs).slice(0, 16));
  return html`<p class="alarm-held">
    ${words.hold[hold.kind]} ${until}${hold.by !== null && `, ${words.page.by(hold.by.name)}`}: ${hold.reason}
  </p>`;
}
