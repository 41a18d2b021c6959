import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { alarmWords } from '../../text/alarms.ts';
import type { AlarmWishes } from './alarm-wishes.ts';

const words = alarmWords.list;

interface AlarmBulkProps {
  readonly chosen: readonly Alarm[];
  /** Those of them that wait, and that the person may acknowledge. */
  readonly mine: readonly Alarm[];
  readonly mayShelve: readonly Alarm[];
  readonly wishes: AlarmWishes;
  readonly clear: () => void;
}

/** What can be done with all selected alarms; each button says with how many. */
export function AlarmBulk({ chosen, mine, mayShelve, wishes, clear }: AlarmBulkProps) {
  return html`<div class="bulk" role="group" aria-label=${words.selected(chosen.length)}>
    <span role="status">${words.selected(chosen.length)}</span>
    ${
      mine.length > 0 &&
      html`<button class="button primary" onClick=${() => wishes.acknowledge(mine)}>${alarmWords.actions.acknowledge} (${mine.length})</button>
        <button class="button" onClick=${() => wishes.acknowledgeWith(mine)}>${alarmWords.actions.acknowledgeWith}</button>`
    }
    ${
      mayShelve.length > 0 &&
      html`<button class="button" onClick=${() => wishes.shelve(mayShelve)}>${alarmWords.actions.shelve} (${mayShelve.length})</button>`
    }
    <button class="button quiet" onClick=${clear}>${words.clear}</button>
  </div>`;
}
