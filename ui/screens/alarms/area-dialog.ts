import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { outcomeWords } from './use-acknowledge.ts';

interface AreaDialogProps {
  /** Areas with how many alarms wait there. */
  readonly areas: readonly (readonly [area: string, waiting: number])[];
  readonly onClose: () => void;
}

/** Acknowledges all that waits in an area; says how many that are, and takes none that came after the person looked. */
export function AreaDialog({ areas, onClose }: AreaDialogProps) {
  const { alarms, notices, now } = useApp();
  const area = useSignal(areas[0]?.[0] ?? '');
  const seenMs = useSignal(now.peek());
  const waiting = areas.find(([name]) => name === area.value)?.[1] ?? 0;
  const form = useSubmit(async () => {
    const answer = await request(ALARM_ROUTES.acknowledgeAlarms, {
      body: { which: { by: 'area', area: area.peek() }, seenMs: seenMs.peek() },
    });
    alarms.put(answer.acknowledged);
    notices.done(outcomeWords(answer));
    onClose();
  });
  return html`<${FormDialog}
    title=${words.list.byAreaTitle}
    action=${words.ask.acknowledge(waiting)}
    of=${form}
    draft=${() => ''}
    onClose=${onClose}
  >
    <p>${words.list.byAreaLead}</p>
    <${SelectField} id="acknowledge-area" label=${words.list.area} value=${area} choices=${areas.map(([name, n]) => [name, `${name} (${n})`] as const)} />
    <p>${words.ask.acknowledgeSays}</p>
  <//>`;
}
