import { html } from 'htm/preact';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { CalendarList } from './calendar-list.ts';
import { PolicyList } from './policy-list.ts';
import { ProcedureList } from './procedure-list.ts';
import { RuleList } from './rule-list.ts';

const PARTS = ['rules', 'escalation', 'shifts', 'procedures'] as const;
type Part = (typeof PARTS)[number];

/** By what alarms are raised, who is told when nobody acknowledges, who is on shift, and what is to be done. */
export function AlarmRules() {
  const asked = useAddressSignal('part');
  const part: Part = PARTS.find((one) => one === asked.value) ?? 'rules';
  const { state, reload } = useLoad(async (signal) => {
    const [rules, policies, calendars, procedures] = await Promise.all([
      request(ALARM_RULE_ROUTES.alarmRules, { signal }),
      request(ALARM_RULE_ROUTES.escalationPolicies, { signal }),
      request(ALARM_RULE_ROUTES.shiftCalendars, { signal }),
      request(ALARM_RULE_ROUTES.procedures, { signal }),
    ]);
    return { ...rules, ...policies, ...calendars, ...procedures };
  }, []);
  const seesAll = useApp().session.may('alarm:read');
  return html`<p class="lead">${words.leads[part]}</p>
    ${!seesAll && html`<p class="muted">${words.partLead}</p>`}
    <div class="alarm-views" role="group" aria-label=${words.parts.label}>
      ${PARTS.map(
        (one) => html`<button
          key=${one}
          class="chip"
          aria-pressed=${one === part}
          onClick=${() => {
            asked.value = one === 'rules' ? '' : one;
          }}
        >
          ${words.parts[one]}
        </button>`,
      )}
    </div>
    ${loadedPart(
      state.value,
      reload,
      ({ rules, standing, editable, policies, calendars, procedures }) => {
        if (part === 'escalation') {
          return html`<${PolicyList} policies=${policies} calendars=${calendars} onChanged=${reload} />`;
        }
        if (part === 'shifts')
          return html`<${CalendarList} calendars=${calendars} onChanged=${reload} />`;
        if (part === 'procedures') {
          return html`<${ProcedureList} procedures=${procedures} onChanged=${reload} />`;
        }
        return html`<${RuleList} rules=${rules} standing=${standing} editable=${editable} policies=${policies} procedures=${procedures} onChanged=${reload} />`;
      },
    )}`;
}
