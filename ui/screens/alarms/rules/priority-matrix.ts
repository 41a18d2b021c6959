import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  CONSEQUENCES,
  type Consequence,
  priorityOf,
  TIMES_TO_RESPOND,
  type TimeToRespond,
} from '#schemas/alarms/priority';
import { AlarmMark } from '../../../parts/alarm-mark.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { alarmWords } from '../../../text/alarms.ts';

interface PriorityMatrixProps {
  readonly consequence: Signal<Consequence>;
  readonly timeToRespond: Signal<TimeToRespond>;
}

/** What is at stake against how soon: the priority follows, as the site has agreed, and is never chosen by hand. */
export function PriorityMatrix({ consequence, timeToRespond }: PriorityMatrixProps) {
  return html`<fieldset class="priority-matrix">
    <legend>${words.matrix}</legend>
    <table>
      <thead>
        <tr>
          <td></td>
          ${TIMES_TO_RESPOND.map((time) => html`<th key=${time} scope="col">${ruleWords.times[time]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${CONSEQUENCES.map(
          (one) => html`<tr key=${one}>
            <th scope="row">${ruleWords.consequences[one]}</th>
            ${TIMES_TO_RESPOND.map((time) => {
              const priority = priorityOf(one, time);
              const isChosen = consequence.value === one && timeToRespond.value === time;
              return html`<td key=${time}>
                <label data-chosen=${isChosen || undefined}>
                  <input
                    type="radio"
                    name="rule-priority"
                    class="spoken"
                    checked=${isChosen}
                    aria-label=${words.cell(ruleWords.consequences[one], ruleWords.times[time], alarmWords.priorities[priority])}
                    onChange=${() => {
                      consequence.value = one;
                      timeToRespond.value = time;
                    }}
                  />
                  <${AlarmMark} priority=${priority} state=${isChosen ? 'unacknowledged' : 'acknowledged'} />
                  <span>${alarmWords.priorities[priority]}</span>
                </label>
              </td>`;
            })}
          </tr>`,
        )}
      </tbody>
    </table>
  </fieldset>`;
}
