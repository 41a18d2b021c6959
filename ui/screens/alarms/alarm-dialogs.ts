import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { SayDialog } from './say-dialog.ts';
import { ShelveDialog } from './shelve-dialog.ts';
import { useAcknowledge } from './use-acknowledge.ts';

/** Something with alarms that needs a word from the person first. */
export interface AskedFor {
  readonly what: 'acknowledge' | 'shelve' | 'out_of_service' | 'comment' | 'mark_false';
  readonly alarms: readonly Alarm[];
}

interface AlarmDialogsProps {
  readonly asked: AskedFor;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The dialog for it, which says what comes of it before it is done. */
export function AlarmDialogs({ asked, onDone, onClose }: AlarmDialogsProps) {
  const { alarms, notices } = useApp();
  const acknowledge = useAcknowledge();
  const [first] = asked.alarms;
  const params = { alarmId: first.alarmId };
  const done = (alarm: Alarm, sentence: string) => {
    alarms.put([alarm]);
    notices.done(sentence);
    onDone();
  };
  const close = () => onClose();
  switch (asked.what) {
    case 'shelve':
      return html`<${ShelveDialog} alarms=${asked.alarms} onClose=${() => {
        onDone();
        close();
      }} />`;
    case 'acknowledge':
      return html`<${SayDialog}
        title=${words.ask.acknowledge(asked.alarms.length)}
        says=${words.ask.acknowledgeSays}
        label=${words.ask.commentOptional}
        action=${words.actions.acknowledge}
        maxLength=${1_000}
        send=${async (said: string) => {
          if (await acknowledge(asked.alarms, said === '' ? undefined : said)) onDone();
        }}
        onClose=${close}
      />`;
    case 'comment':
      return html`<${SayDialog}
        title=${words.ask.commentTitle}
        says=${words.ask.commentSays}
        label=${words.ask.comment}
        action=${words.actions.commentNow}
        minLength=${1}
        maxLength=${1_000}
        send=${async (comment: string) =>
          done(
            await request(ALARM_ROUTES.commentAlarm, { params, body: { comment } }),
            words.done.commented,
          )}
        onClose=${close}
      />`;
    case 'out_of_service':
      return html`<${SayDialog}
        title=${words.ask.outOfService}
        says=${words.ask.outOfServiceSays}
        label=${words.ask.reason}
        action=${words.ask.outOfService}
        minLength=${3}
        send=${async (reason: string) =>
          done(
            await request(ALARM_ROUTES.takeAlarmOut, { params, body: { reason } }),
            words.done.outOfService,
          )}
        onClose=${close}
      />`;
    case 'mark_false':
      return html`<${SayDialog}
        title=${words.ask.markFalse}
        says=${words.ask.markFalseSays}
        label=${words.ask.reason}
        action=${words.ask.markFalse}
        minLength=${3}
        maxLength=${1_000}
        send=${async (note: string) =>
          done(
            await request(ALARM_ROUTES.markAlarm, { params, body: { isFalse: true, note } }),
            words.done.markedFalse,
          )}
        onClose=${close}
      />`;
  }
}
