import { html } from 'htm/preact';
import type { AlarmRule } from '#schemas/alarms/rule';
import { ALARM_RULE_ROUTES, type RuleTest } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { AlarmPriorityTag } from '../../../parts/alarm-mark.ts';
import { Tag } from '../../../parts/tag.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { ruleSentence } from '../../../text/alarm-rules.ts';
import { ruleInWords } from '../../../text/alarm-says.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { dateTime, fixed } from '../../../text/numbers.ts';
import { bodyOf } from './rule-body.ts';
import { useNameOf } from './use-name-of.ts';

interface RuleCardProps {
  readonly rule: AlarmRule;
  readonly standing: number;
  readonly tried: RuleTest | null;
  readonly mayConfigure: boolean;
  /** It holds beyond the part of the plant in which the person may change rules. */
  readonly isBeyond: boolean;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}

/** One rule: its sentence, how urgent, what it raises, and what can be done with it. */
export function RuleCard({
  rule,
  standing,
  tried,
  mayConfigure,
  isBeyond,
  onEdit,
  onChanged,
}: RuleCardProps) {
  const { priority, isEnabled, isBuiltIn, changedByName, changedMs } = rule;
  const { name, description } = ruleInWords(rule);
  const nameOf = useNameOf();
  // As it came it holds everywhere.
  const mayRestore = useApp().session.may('alarm:configure');
  const acts = useRuleActs(rule, standing, onChanged);
  return html`<article class="card rule-card" data-off=${!isEnabled || undefined}>
    <div class="rule-head">
      <h2>${name}</h2>
      <${AlarmPriorityTag} priority=${priority} state="acknowledged" />
      ${!isEnabled && html`<${Tag} kind="notice">${words.off}<//>`}
      ${isBuiltIn && html`<${Tag}>${words.builtIn}<//>`}
      ${standing > 0 && html`<p><a href=${`/alarms?q=${encodeURIComponent(name)}`}>${words.standing(standing)}</a></p>`}
    </div>
    <p>${ruleSentence(rule, nameOf)}</p>
    ${description !== '' && html`<p class="muted">${description}</p>`}
    ${tried !== null && html`<p class="strong" role="status">${tried.canBeTried ? words.wouldHave(tried.raised, fixed(tried.perDay, 1)) : words.cannotTry}</p>`}
    ${changedByName !== null && html`<p class="hint">${words.changedBy(changedByName, dateTime(changedMs).slice(0, 16))}</p>`}
    ${isBeyond && html`<p class="hint">${words.beyondPart}</p>`}
    ${
      mayConfigure &&
      html`<div class="form-buttons">
        <button class="button" onClick=${onEdit}>${words.edit}</button>
        <button class="button" onClick=${acts.turn}>${isEnabled ? words.turnOff : words.turnOn}</button>
        ${isBuiltIn && mayRestore && changedByName !== null && html`<button class="button" onClick=${acts.restore}>${words.restore}</button>`}
        ${!isBuiltIn && html`<button class="button" onClick=${acts.remove}>${words.remove}</button>`}
      </div>`
    }
  </article>`;
}

/** Turning off, restoring and deleting: each says first what becomes of the alarms that stand. */
function useRuleActs(rule: AlarmRule, standing: number, onChanged: () => void) {
  const { questions, notices } = useApp();
  const act = useAct();
  const params = { ruleId: rule.ruleId };
  const { name } = ruleInWords(rule);
  const setEnabled = async (isEnabled: boolean, revision: number) => {
    const body = { rule: { ...bodyOf(rule), isEnabled }, revision };
    const changed = await request(ALARM_RULE_ROUTES.editAlarmRule, { params, body });
    onChanged();
    return changed;
  };
  const turn = async () => {
    const off = rule.isEnabled;
    const question = {
      title: words.turnOffTitle(name),
      sentence: words.turnOffSays(standing),
      action: words.turnOff,
    };
    if (off && !(await questions.confirm(question))) return;
    await act(async () => {
      const changed = await setEnabled(!off, rule.revision);
      const undo = () => void act(() => setEnabled(off, changed.revision));
      notices.done(off ? words.isOff(name) : words.isOn(name), undo);
    });
  };
  const asked = async (
    question: { title: string; sentence: string; action: string; isDanger?: boolean },
    what: () => Promise<unknown>,
    done: string,
  ) => {
    if (!(await questions.confirm(question))) return;
    if (await act(what)) notices.done(done);
    onChanged();
  };
  const restore = () =>
    asked(
      { title: words.restoreTitle(name), sentence: words.restoreSays, action: words.restore },
      () => request(ALARM_RULE_ROUTES.restoreAlarmRule, { params }),
      words.restored,
    );
  const remove = () =>
    asked(
      {
        ...{ title: words.removeTitle(name), sentence: words.removeSays(standing) },
        ...{ action: words.remove, isDanger: true },
      },
      () => request(ALARM_RULE_ROUTES.removeAlarmRule, { params }),
      words.removed(name),
    );
  return { turn, restore, remove };
}
