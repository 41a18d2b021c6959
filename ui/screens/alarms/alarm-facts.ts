import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import type { PointId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Row, Rows } from '../../parts/rows.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { placeWords } from '../../text/alarm-causes.ts';
import { ruleNameWords } from '../../text/alarm-says.ts';
import { alarmWords } from '../../text/alarms.ts';
import { age, dateTime, span } from '../../text/numbers.ts';
import { analysisLink } from './analysis-link.ts';
import { useMayAct } from './use-may-act.ts';

const words = alarmWords.page;

/** Where, by which rule, since when, and who looks after it. */
export function AlarmFacts({ alarm }: { alarm: Alarm }) {
  const { asset, cause, raisedMs, returnedMs, closedMs, closedBecause } = alarm;
  const { acknowledgedBy, acknowledgedMs } = alarm;
  const { now, session } = useApp();
  const mayAct = useMayAct();
  const mayLearn =
    asset.pointId !== null && cause.source === 'figure' && mayAct('alarm:configure', asset);
  const isMachine = asset.kind === 'machine' && asset.nodeId !== null;
  return html`<section class="card stack" aria-labelledby="facts-title">
    <h2 id="facts-title">${words.facts}</h2>
    <${Rows}>
      <${Row} name=${words.where}>${placeWords(alarm)}<//>
      <${Row} name=${words.rule}>${ruleNameWords(alarm)}<//>
      <${Row} name=${words.since}>${dateTime(raisedMs)} (${age(raisedMs, now.value)})<//>
      ${returnedMs !== null && html`<${Row} name=${words.over}>${dateTime(returnedMs)}, ${words.lasted(span(returnedMs - raisedMs))}<//>`}
      ${acknowledgedMs !== null && html`<${Row} name=${alarmWords.list.acknowledged}>${acknowledgedBy?.name ?? words.byItself}, ${dateTime(acknowledgedMs)}<//>`}
      ${closedMs !== null && html`<${Row} name=${words.closed}>${dateTime(closedMs)}. ${closedBecause !== null && alarmWords.closedBecause[closedBecause]}<//>`}
    <//>
    <p class="row">
      ${isMachine && html`<a class="button" href=${`/machines/${asset.nodeId}`}>${words.machine}</a>`}
      ${asset.pointId !== null && html`<a class="button" href=${`/point/${asset.pointId}`}>${words.point}</a>`}
      ${asset.pointId !== null && session.mayAnywhere('plant:read') && html`<a class="button" href=${analysisLink({ points: asset.pointId }, cause)}>${words.analyse}</a>`}
      ${mayLearn && html`<${LearnAnew} pointId=${asset.pointId} />`}
    </p>
  </section>`;
}

/** After a repair what was usual is so no more: rules that compare with it learn it again. */
function LearnAnew({ pointId }: { pointId: PointId }) {
  const { questions, notices } = useApp();
  const act = useAct();
  const learn = async () => {
    const question = {
      title: words.learnTitle,
      sentence: words.learnSays,
      action: words.learn,
    };
    if (!(await questions.confirm(question))) return;
    if (await act(() => request(ALARM_RULE_ROUTES.learnUsual, { params: { pointId } }))) {
      notices.done(words.learnt);
    }
  };
  return html`<button class="button" onClick=${learn}>${words.learn}</button>`;
}
