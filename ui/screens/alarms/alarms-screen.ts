import { html } from 'htm/preact';
import { AlarmId } from '#schemas/ids/ids';
import { Tabs } from '../../parts/tabs.ts';
import { useTitle } from '../../parts/use-title.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { text } from '../../text/en.ts';
import { AlarmFiguresView } from './alarm-figures-view.ts';
import { AlarmJournal } from './alarm-journal.ts';
import { AlarmList } from './alarm-list.ts';
import { AlarmPage } from './alarm-page.ts';
import { AlarmRules } from './rules/alarm-rules.ts';
import { SoundControl } from './sound-control.ts';

const TABS = [
  { key: '', word: words.tabs.list, path: '/alarms' },
  { key: 'journal', word: words.tabs.journal, path: '/alarms/journal' },
  { key: 'rules', word: words.tabs.rules, path: '/alarms/rules' },
  { key: 'figures', word: words.tabs.figures, path: '/alarms/figures' },
];

/** What stands, what was, by which rules, and what it comes to; or one alarm where the address names it. */
export function AlarmsScreen({ section }: { section: string }) {
  const tab = TABS.find(({ key }) => key === section);
  useTitle(tab === undefined || section === '' ? words.title : tab.word);
  if (tab === undefined)
    return html`<div class="section whole alarms"><${One} asked=${section} /></div>`;
  return html`<div class="section whole alarms">
    <div class="alarms-head">
      <h1>${words.title}</h1>
      <${SoundControl} />
    </div>
    <${Tabs} label=${words.title} tabs=${TABS} here=${section} />
    <${Shown} key=${section} section=${section} />
  </div>`;
}

function Shown({ section }: { section: string }) {
  if (section === 'journal') return html`<${AlarmJournal} />`;
  if (section === 'rules') return html`<${AlarmRules} />`;
  if (section === 'figures') return html`<${AlarmFiguresView} />`;
  return html`<${AlarmList} />`;
}

function One({ asked }: { asked: string }) {
  const alarmId = AlarmId.safeParse(asked);
  if (alarmId.success) return html`<${AlarmPage} key=${asked} alarmId=${alarmId.data} />`;
  return html`<h1>${text.problem.pageNotFound}</h1>
    <p><a class="button" href="/alarms">${words.page.back}</a></p>`;
}
