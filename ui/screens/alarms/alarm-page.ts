import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { ALARM_ROUTES, type AlarmDetail } from '#schemas/http/alarms';
import type { AlarmId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { AlarmPriorityTag } from '../../parts/alarm-mark.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { Tag } from '../../parts/tag.ts';
import { useKept } from '../../parts/use-kept.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { causeWords, placeWords } from '../../text/alarm-causes.ts';
import { alarmSays } from '../../text/alarm-says.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { AlarmActions } from './alarm-actions.ts';
import { AlarmAdviceList } from './alarm-advice.ts';
import { AlarmCaptures } from './alarm-captures.ts';
import { AlarmCourse } from './alarm-course.ts';
import { AlarmEvidenceTable } from './alarm-evidence.ts';
import { AlarmFacts } from './alarm-facts.ts';
import { RelatedAlarms } from './related-alarms.ts';

/** One alarm, live: what, where and why, what to do, what can be done with it, and what happened to it. */
export function AlarmPage({ alarmId }: { alarmId: AlarmId }) {
  const { state, reload } = useLoad(
    (signal) => request(ALARM_ROUTES.alarm, { params: { alarmId }, signal }),
    [alarmId],
  );
  useNewsOf(alarmId, reload);
  const now = state.value;
  const { value: detail, lost } = useKept(now);
  useTitle(detail === null ? words.alarm : causeWords(detail.alarm.cause));
  return html`<p>
      <a class="way-back" href="/alarms"><${Icon} name="back" />${words.page.back}</a>
    </p>
    ${lost !== null && html`<p class="not-up-to-date" role="status">${words.list.notLive(lost)}</p>`}
    ${detail === null && html`<h1>${words.alarm}</h1>`}
    ${detail === null && now.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${detail === null && now.kind === 'failed' && html`<${Failure} title=${words.page.failed} sentence=${now.sentence} retry=${reload} />`}
    ${detail !== null && html`<${Whole} detail=${detail} onChanged=${reload} />`}`;
}

function Whole({ detail, onChanged }: { detail: AlarmDetail; onChanged: () => void }) {
  const { alarm, steps, advice, related } = detail;
  const { cause, isFirstOut, isFalse, hold, state, isLatched, isActive } = alarm;
  return html`<div class="page-head alarm-head" data-priority=${alarm.priority} data-waiting=${!alarm.isAcknowledged || undefined}>
      <h1>${causeWords(cause)}</h1>
      <${AlarmPriorityTag} priority=${alarm.priority} state=${state} />
      <${Tag} kind=${alarm.isAcknowledged ? 'plain' : 'strong'}>${isLatched && !isActive ? words.latched : words.states[state]}<//>
      ${hold !== null && html`<${Tag} kind="notice">${words.hold[hold.kind]}<//>`}
      ${isFalse && html`<${Tag}>${words.list.isFalse}<//>`}
      <p class="alarm-place">${placeWords(alarm)}</p>
      <p class="alarm-says">${alarmSays(alarm)}</p>
      ${isFirstOut && html`<p class="strong"><${Icon} name="up" /> ${words.page.firstOut}</p>`}
      <p class="muted">${words.stateHelp[state]}</p>
      <${AlarmActions} detail=${detail} onChanged=${onChanged} />
    </div>
    <div class="alarm-page">
      <div class="stack">
        <${AlarmAdviceList} advice=${advice} cause=${cause} />
        <${AlarmEvidenceTable} alarm=${alarm} />
        <${AlarmCaptures} alarm=${alarm} />
      </div>
      <div class="stack">
        <${AlarmFacts} alarm=${alarm} />
        <${AlarmCourse} steps=${steps} />
        <${RelatedAlarms} alarms=${related} />
      </div>
    </div>`;
}

/** The page follows what happens to its alarm, and to others of the machine, which the book tells. */
function useNewsOf(alarmId: AlarmId, reload: () => void): void {
  const { alarms } = useApp();
  useEffect(() => {
    const said = () => {
      const open = alarms.open.value;
      const own = open.find((one) => one.alarmId === alarmId);
      const machine = own?.asset.machine;
      const beside = open.filter(({ asset }) => machine && asset.machine === machine);
      return [own, ...beside].map((one) => `${one?.alarmId}${one?.revision}`).join();
    };
    let known: string | null = null;
    return alarms.open.subscribe(() => {
      const now = said();
      if (known !== null && known !== now) reload();
      known = now;
    });
  }, [alarmId]);
}
