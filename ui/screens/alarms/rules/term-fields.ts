import { html } from 'htm/preact';
import {
  ALARM_SOURCES,
  RULE_FIGURES,
  type RuleFigure,
  SENSOR_PROBLEMS,
} from '#schemas/alarms/alarm-source';
import { SYSTEM_CONDITION_NAMES } from '#schemas/fleet/system-condition';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { NumberField } from '../../../parts/form/number-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { causes } from '../../../text/alarm-causes.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { text } from '../../../text/en.ts';
import { shownUnit } from '../../../text/units.ts';
import { ChipSet } from './chip-set.ts';
import { type TermDraft, unitOf } from './term-draft.ts';

const FIGURES = Object.keys(RULE_FIGURES) as RuleFigure[];
const SOURCES = ALARM_SOURCES.map((one) => [one, ruleWords.sources[one]] as const);
const FAULTS = FAULT_LABELS.map((one) => [one, text.fault[one]] as const);

/** One condition of a rule: what it looks at, and when that counts. */
export function TermFields({ term }: { term: TermDraft }) {
  const id = `term-${term.id}`;
  return html`<${SelectField} id=${`${id}-source`} label=${words.source} value=${term.source} choices=${SOURCES} />
    ${fieldsOf(id, term)}`;
}

function fieldsOf(id: string, term: TermDraft) {
  switch (term.source.value) {
    case 'severity':
      return html`<${SelectField} id=${`${id}-zone`} label=${words.zone} value=${term.zone} choices=${(['B', 'C', 'D'] as const).map((one) => [one, words.zones[one]] as const)} />`;
    case 'significant_change':
      return html`<p class="hint">${words.changeHint}</p>`;
    case 'finding':
      return html`<${ChipSet} label=${words.faults} value=${term.faults} choices=${FAULTS} />
        <div class="rule-row">
          <${SelectField} id=${`${id}-severity`} label=${words.severity} value=${term.severity} choices=${(['advisory', 'warning', 'danger'] as const).map((one) => [one, words.severities[one]] as const)} />
          <${NumberField} id=${`${id}-confidence`} label=${words.confidence} value=${term.confidence} unit="%" min=${0} max=${100} />
          <${SelectField} id=${`${id}-by`} label=${words.by} value=${term.by} choices=${(['any', 'rule', 'model'] as const).map((one) => [one, words.bys[one]] as const)} />
        </div>`;
    case 'anomaly':
      return html`<${ChipSet} label=${words.faults} value=${term.faults} choices=${FAULTS} />
        <${NumberField} id=${`${id}-score`} label=${words.score} value=${term.confidence} unit="%" min=${1} max=${100} />`;
    case 'figure':
      return html`<${SelectField} id=${`${id}-figure`} label=${words.figure} value=${term.figure} choices=${FIGURES.map((one) => [one, causes.figure[one]] as const)} />
        <${Compared} id=${id} term=${term} unit=${shownUnit(unitOf(term.figure.value, term.take.value)).unit} />`;
    case 'process_value':
      return html`<${TextField} id=${`${id}-name`} label=${words.valueName} value=${term.name} required />
        <${Compared} id=${id} term=${term} unit="" />`;
    case 'signal_lost':
      return html`<${NumberField} id=${`${id}-after`} label=${words.lostAfter} value=${term.afterSeconds} unit="s" min=${2} />`;
    case 'sensor_health':
      return html`<${SelectField} id=${`${id}-problem`} label=${words.problem} value=${term.problem} choices=${SENSOR_PROBLEMS.map((one) => [one, causes.sensor[one]] as const)} />`;
    case 'system':
      return html`<${ChipSet} label=${words.kinds} value=${term.kinds} choices=${SYSTEM_CONDITION_NAMES.map((one) => [one, causes.system[one]] as const)} />
        <${SelectField} id=${`${id}-system`} label=${words.severity} value=${term.systemSeverity} choices=${(['any', 'warning', 'critical'] as const).map((one) => [one, words.systemSeverities[one]] as const)} />`;
  }
}

function Compared({ id, term, unit }: { id: string; term: TermDraft; unit: string }) {
  const isRate = term.take.value === 'rate';
  const unitShown = isRate && unit !== '' ? words.perMinute(unit) : unit;
  return html`<div class="rule-row">
      <${SelectField} id=${`${id}-take`} label=${words.take} value=${term.take} choices=${(['last', 'mean', 'max', 'min', 'rate', 'ratio'] as const).map((one) => [one, words.takes[one]] as const)} />
      <${SelectField} id=${`${id}-comparison`} label=${words.comparison} value=${term.comparison} choices=${(['above', 'below'] as const).map((one) => [one, words.comparisons[one]] as const)} />
      <${NumberField} id=${`${id}-limit`} label=${words.limit} value=${term.limit} unit=${unitShown} />
    </div>
    <div class="rule-row">
      ${term.take.value !== 'last' && html`<${NumberField} id=${`${id}-window`} label=${words.window} value=${term.windowSeconds} unit="s" min=${1} />`}
      <${NumberField} id=${`${id}-band`} label=${words.deadBand} value=${term.deadBand} unit=${unitShown} min=${0} />
    </div>`;
}
