import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { JobId } from '#schemas/ids/ids';
import { Tabs } from '../../parts/tabs.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { modelWords } from '../../text/models.ts';
import { DeadLetters } from './dead-letters.ts';
import { JobList } from './job-list.ts';
import { JobPage } from './job-page.ts';
import { ModelList } from './model-list.ts';
import { QueueList } from './queue-list.ts';

const TABS = [
  { key: '', word: words.tabs.list, path: '/jobs' },
  { key: 'queues', word: words.tabs.queues, path: '/jobs/queues' },
  { key: 'dead', word: words.tabs.dead, path: '/jobs/dead' },
  { key: 'models', word: modelWords.tab, path: '/jobs/models' },
];

/** Jobs, their queues, the dead letters and the models that they made, or one job where the address names it. */
export function JobsScreen({ section }: { section: string }) {
  const { live } = useApp();
  useEffect(() => {
    live.subscribe('jobs');
    return () => live.unsubscribe('jobs');
  }, [live]);
  const tab = TABS.find(({ key }) => key === section);
  useTitle(tab === undefined || section === '' ? words.title : tab.word);
  if (tab === undefined)
    return html`<div class="section whole jobs"><${One} asked=${section} /></div>`;
  return html`<div class="section whole jobs">
    <h1>${words.title}</h1>
    <${Tabs} label=${words.title} tabs=${TABS} here=${section} />
    <${Shown} key=${section} section=${section} />
  </div>`;
}

function Shown({ section }: { section: string }) {
  if (section === 'queues') return html`<${QueueList} />`;
  if (section === 'models') return html`<${ModelList} />`;
  if (section === 'dead') return html`<${DeadLetters} />`;
  return html`<${JobList} />`;
}

function One({ asked }: { asked: string }) {
  const jobId = JobId.safeParse(asked);
  if (jobId.success) return html`<${JobPage} key=${asked} jobId=${jobId.data} />`;
  return html`<h1>${text.problem.pageNotFound}</h1>
    <p><a class="button" href="/jobs">${words.back}</a></p>`;
}
