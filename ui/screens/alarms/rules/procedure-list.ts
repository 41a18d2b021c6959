import { html } from 'htm/preact';
import type { Procedure } from '#schemas/alarms/procedure';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { text } from '../../../text/en.ts';
import { ProcedureDialog } from './procedure-dialog.ts';
import { SetupList } from './setup-list.ts';

interface ProcedureListProps {
  readonly procedures: readonly Procedure[];
  readonly onChanged: () => void;
}

/** What the site wants done, by cause. */
export function ProcedureList({ procedures, onChanged }: ProcedureListProps) {
  return html`<${SetupList}
    items=${procedures}
    keyOf=${({ procedureId }: Procedure) => procedureId}
    nameOf=${({ name }: Procedure) => name}
    newWord=${words.newProcedure}
    empty=${words.noProcedures}
    removeSays=${words.removeProcedureSays}
    remove=${({ procedureId }: Procedure) => request(ALARM_RULE_ROUTES.removeProcedure, { params: { procedureId } })}
    onChanged=${onChanged}
    form=${(procedure: Procedure | null, onClose: () => void) => html`<${ProcedureDialog} procedure=${procedure} onDone=${onChanged} onClose=${onClose} />`}
    show=${({ fault, source, steps, links, replacesBuiltIn }: Procedure) => html`
      <p>
        ${
          fault === null && source === null
            ? words.onlyByRule
            : words.offeredFor(
                [fault && text.fault[fault], source && ruleWords.sources[source]]
                  .filter((one) => one !== null && one !== '')
                  .join(', '),
              )
        }${replacesBuiltIn ? ` ${words.replaces}` : ''}
      </p>
      <ol class="policy-steps">${steps.map((step, i) => html`<li key=${i}>${step}</li>`)}</ol>
      ${links.length > 0 && html`<ul class="alarm-links">${links.map(({ title, url }) => html`<li key=${url}><a href=${url} target="_blank" rel="noopener noreferrer">${title}</a></li>`)}</ul>`}
    `}
  />`;
}
