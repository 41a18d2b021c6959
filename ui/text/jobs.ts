import type { FailureCause, JobState } from '#schemas/jobs/job';
import { FAILURE_CAUSES } from '#schemas/jobs/job';
import type { QueueName } from '#schemas/jobs/queues';
import { many as counted } from './many.ts';

const many = (n: number, one = 'job', more?: string) => counted(n, one, more);

/** Words about jobs, queues and dead letters, in English. */
export const jobWords = {
  title: 'Jobs',
  lead: 'Work for agents besides diagnosing. Live diagnosis always goes first.',
  tabs: { list: 'All jobs', queues: 'Queues', dead: 'Dead letters' },
  notUpToDate: (sentence: string) => `Not up to date. ${sentence}`,

  none: 'No jobs yet.',
  job: 'Job',
  state: 'State',
  states: {
    queued: 'Waiting',
    paused: 'Held back',
    leased: 'Handed over',
    running: 'Running',
    succeeded: 'Succeeded',
    failed: 'Failed',
    cancelled: 'Cancelled',
    skipped: 'Skipped',
  } satisfies Record<JobState, string>,
  ending: 'Ending',
  pausing: 'Pausing',
  yielding: 'Making room',
  yields: 'It makes room for',
  queue: 'Queue',
  queueNames: {
    training: 'Training',
    preprocessing: 'Preprocessing',
    evaluation: 'Evaluation',
    default: 'Default',
  } satisfies Record<QueueName, string>,
  kind: 'Kind',
  agent: 'Agent',
  onGpu: (agent: string, gpu: number) => `${agent}, GPU ${gpu}`,
  gpu: (gpu: number) => `GPU ${gpu}`,
  instance: (name: string) => `instance ${name}`,
  owner: 'Owner',
  note: 'Reason',
  created: 'Submitted',
  forecast: 'Likely to begin',
  started: 'Started',
  ended: 'Ended',
  took: 'Took',
  attempt: 'Attempt',
  any: { state: 'Any state', queue: 'Any queue', kind: 'Any kind', agent: 'Any agent' },
  anybody: 'Anybody',
  mine: 'Me',
  noFilters: 'No filters',

  make: 'New job',
  again: 'New job like this',
  makeTitle: 'Submit a job',
  submit: 'Submit',
  made: 'The job is submitted.',
  given: 'What it is given',
  nothingGiven: 'Nothing: this kind takes no arguments.',
  queueOnly: 'You may submit to this queue only.',
  queueHint: (priority: number) =>
    `Priority ${priority}: queues with a higher one are served first.`,
  needs: 'What it needs',
  provider: 'Runs on',
  providers: { cpu: 'CPU', cuda: 'NVIDIA GPU (CUDA)' },
  gpuMemory: 'Free GPU memory at least',
  sharesGpu: 'May share the GPU with other jobs',
  sharesGpuHint: 'Otherwise it has one to itself.',
  labels: 'Labels of the agent',
  labelsHint: 'Separated by commas; only an agent that has all of them gets it.',
  onAgent: 'Agent',
  whichever: 'Whichever is free',
  more: 'Limits, start and order',
  timeLimit: (usual: string) => `Ended after (usual: ${usual})`,
  memoryLimit: (usual: string) => `Ended above (usual: ${usual})`,
  notBefore: 'Not before',
  notBeforeHint: 'Empty: as soon as there is room.',
  dependsOn: 'Only after these jobs have succeeded',
  dependsOnHint: 'Their ids, separated by spaces or commas.',
  effect: (queue: string, later: boolean) =>
    `It waits in ${queue} ${later ? 'until its time' : 'until an agent has room'}, then runs by itself. It can be cancelled at any time.`,
  notJson: 'This is no JSON.',
  aNumber: 'This is no number.',
  wrongHere: (what: string) => `${what}: look here again.`,
  perLine: 'One entry a line.',
  asJson: 'As JSON.',
  left: 'Not given',
  noneOfThem: 'none',
  yes: 'yes',
  no: 'no',

  back: 'All jobs',
  backDead: 'All dead letters',
  failedTitle: 'The job could not be loaded',
  by: (owner: string, when: string) => `${owner}, ${when}`,
  id: 'Job id',
  why: 'Why it waits',
  progress: 'Progress',
  size: 'Size',
  progressKept: 'Where it stands',
  ofWhole: (n: string, whole: string) => `${n} of ${whole}`,
  chartAt: (along: string | null, at: string, value: string) =>
    along === null ? `${at}: ${value}` : `${sentenceCase(along)} ${at}: ${value}`,
  chartLatest: (along: string | null, at: string, value: string) =>
    along === null ? `Latest of ${at}: ${value}` : `Latest, ${along} ${at}: ${value}`,
  share: (percent: string) => `${percent} done`,
  remaining: (span: string) => `about ${span} left`,
  noShare: 'It does not say how far it is.',
  runningFor: (span: string) => `running for ${span}`,
  result: 'Result',
  failure: 'Failure',
  lastFailure: 'The attempt before failed',
  isArchived: (when: string) => `Put away ${when}.`,
  causes: Object.fromEntries(
    Object.entries(FAILURE_CAUSES).map(([cause, { says }]) => [cause, says.replace(/\.$/, '')]),
  ) as Record<FailureCause, string>,
  traceback: 'Traceback',
  copied: 'Copied.',
  notCopied: 'The browser lets nothing be copied here; it is selected instead.',
  facts: 'Conditions',
  limits: (time: string, memory: string) => `${time}, ${memory}`,
  limit: 'Ended after, or above',
  parents: 'Runs after',
  ofGpuMemory: (memory: string) => `${memory} of GPU memory`,
  shares: 'shares the GPU',
  labelled: (labels: string) => `labels ${labels}`,
  onlyOn: (agent: string) => `on ${agent} only`,
  preempted: 'More urgent jobs',
  preemptible: { true: 'take its place: it goes on later', false: 'wait until it has ended' },
  preemptUsual: (takePlace: boolean) =>
    `Usual: ${takePlace ? 'take its place' : 'wait until it has ended'}`,
  retriesLeft: 'Attempts left',

  timeline: 'What happened',
  happened: {
    submit: 'Submitted',
    lease: 'Handed to an agent',
    refuse: 'The agent had no room',
    start: 'Started',
    succeed: 'Succeeded',
    fail: 'Attempt failed',
    cancel: 'Cancelling asked for',
    cancelled: 'Cancelled',
    pause: 'Pausing asked for',
    held: 'Held back',
    yield: 'Asked to make room for a more urgent job',
    paused: 'Stands still',
    resume: 'Released',
    skip: 'Skipped',
    retry: 'To be tried again',
  } as Readonly<Record<string, string>>,
  byPerson: (name: string) => `by ${name}`,
  nthAttempt: (n: number) => `attempt ${n}`,
  stood: (state: string, span: string) => `${state.toLowerCase()} for ${span}`,

  log: 'Log',
  logSearch: 'Search the log',
  logPause: 'Hold',
  logResume: 'Follow',
  logHeld: (n: number) => (n === 0 ? 'Held' : `Held, ${many(n, 'new line')}`),
  logNone: 'It has said nothing yet.',
  logNever: 'It said nothing.',
  logComes: 'Loading …',
  logNoMatch: 'No line fits.',
  logMissing: (n: number) => `${many(n, 'line')} lost`,
  logEarlier: (n: number) => `${many(n, 'earlier line')} not shown: search, or save the log.`,
  logCapped: (n: string) => `An attempt keeps ${n} lines; what it said after them is not kept.`,
  logSave: 'Save',
  logLines: (n: string) => (n === '1' ? '1 line' : `${n} lines`),
  logFound: (n: string, of: string) => `${n} of ${of} lines`,
  logFailed: 'The log could not be loaded',

  actions: {
    cancel: 'Cancel',
    hold: 'Hold back',
    pause: 'Pause',
    release: 'Release',
    retry: 'Try again',
    edit: 'Change and try again',
    archive: 'Put away',
    delete: 'Delete',
  },
  asks: {
    cancel: {
      title: (n: number) => `Cancel ${n === 1 ? 'the job' : many(n)}?`,
      says: 'What waits never runs; what runs is ended within two seconds, and what it did so far is lost. Jobs that wait for it are skipped.',
    },
    hold: {
      title: (n: number) => `Hold ${n === 1 ? 'the job' : many(n)} back?`,
      says: 'It keeps its place but is given to no agent until somebody releases it.',
    },
    pause: {
      title: (n: number) => `Pause ${n === 1 ? 'the job' : many(n)}?`,
      says: 'It keeps where it stands as soon as it can, gives its place on the agent free, and goes on from there once somebody releases it.',
    },
    release: {
      title: (n: number) => `Release ${n === 1 ? 'the job' : many(n)}?`,
      says: 'It waits for its turn again and runs as soon as an agent has room; what had begun goes on from where it stood.',
    },
    retry: {
      title: (n: number) => `Try ${n === 1 ? 'the job' : many(n)} again?`,
      says: 'It goes back to its queue with the same arguments, and with all its attempts.',
    },
    archive: {
      title: (n: number) => `Put ${n === 1 ? 'the dead letter' : many(n, 'dead letter')} away?`,
      says: 'It leaves this list and its causes; it is kept among those put away and can still be tried again.',
    },
    delete: {
      title: (n: number) => `Delete ${n === 1 ? 'the dead letter' : many(n, 'dead letter')}?`,
      says: 'The job is gone for good, with its arguments, its history and its log.',
    },
  },
  done: {
    cancel: (n: number) => `${n === 1 ? 'The job is' : `${many(n)} are`} cancelled.`,
    hold: (n: number) => `${n === 1 ? 'The job is' : `${many(n)} are`} held back.`,
    pause: (n: number) => `${n === 1 ? 'The job is' : `${many(n)} are`} asked to pause.`,
    release: (n: number) => `${n === 1 ? 'The job waits' : `${many(n)} wait`} for its turn again.`,
    retry: (n: number) => `${n === 1 ? 'The job is' : `${many(n)} are`} back in the queue.`,
    archive: (n: number) => `${n === 1 ? 'It is' : `${n} are`} put away.`,
    delete: (n: number) => `${n === 1 ? 'It is' : `${n} are`} deleted.`,
  },
  outcome: (done: number, refused: number) => `${done} done, ${refused} refused`,
  outcomeDone: 'Done.',
  editTitle: 'Change the arguments and try again',
  editLead: 'The job goes back to its queue with these arguments, and with all its attempts.',

  queuesLead:
    'The larger the priority, the sooner it is a job’s turn. Each five minutes of waiting count as one more step, so that nothing waits for ever.',
  priority: 'Priority',
  depth: 'Waiting',
  active: 'At work',
  scheduled: 'Set for later',
  retrying: 'To be retried',
  held: 'Held back',
  failedLastHour: 'Failed, last hour',
  wait: 'Wait p50 / p95',
  run: 'Run p50 / p95',
  spreadNote:
    'Wait and run: half of the jobs that ended in the last hour took no longer than p50, all but a twentieth no longer than p95.',
  kindsTitle: 'How jobs of each kind ended, last 30 days',
  kindsNone: 'No job has ended yet.',
  retried: 'Tried again',
  retriedSucceeded: 'Of them succeeded',
  goesOn: 'Open',
  stopped: (since: string) => `Stopped ${since}`,
  stop: 'Stop',
  resume: 'Resume',
  purge: 'Empty',
  stopTitle: (queue: string) => `Stop the queue ${queue}?`,
  stopLead: (active: number) =>
    `Nothing more of it begins until somebody resumes it. ${active === 0 ? 'Nothing of it is at work.' : `${many(active)} at work ${active === 1 ? 'goes' : 'go'} on.`}`,
  resumeTitle: (queue: string) => `Resume the queue ${queue}?`,
  resumeLead: (depth: number) =>
    `${depth === 0 ? 'Nothing waits in it' : `${many(depth)} ${depth === 1 ? 'waits' : 'wait'} in it`}; jobs are given to agents again as they have room.`,
  purgeTitle: (queue: string) => `Empty the queue ${queue}?`,
  purgeLead: (waiting: number, active: number) =>
    `This cancels ${many(waiting)} that ${waiting === 1 ? 'waits' : 'wait'}, also those set for later or held back.${active === 0 ? '' : ` ${many(active)} at work ${active === 1 ? 'goes' : 'go'} on.`} They can only be brought back one by one.`,
  stoppedNow: (queue: string) => `${queue} is stopped.`,
  resumedNow: (queue: string) => `${queue} goes on.`,
  purged: (n: number) => `${many(n)} cancelled.`,
  nothingWaits: 'Nothing waits in it.',

  deadLead:
    'Jobs that failed for good: their attempts are used up, or what they were given cannot work.',
  deadNone: 'No job has failed for good.',
  deadNoneArchived: 'Nothing was put away.',
  causesTitle: 'What they failed of',
  cause: 'Cause',
  sentence: 'What it said',
  affected: (people: number) => `${many(people, 'person', 'people')} affected`,
  lastOne: (age: string) => `last ${age}`,
  openJob: 'Open the job',
  noTraceback: 'No traceback came with it.',
  shelf: 'Shown',
  shelves: { '': 'To be looked at', archived: 'Put away' },
} as const;

/** A kind of job by the name it has in the contracts: kinds come and go without a word being added here. */
export function kindWord(kind: string): string {
  return sentenceCase(kind);
}

/** Names that are abbreviations. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  sha256: 'SHA-256',
  f1: 'F1',
  auroc: 'AUROC',
  aurocs: 'AUROC',
  ofRows: 'Of rows',
};

/** `secondsEach` → “Seconds each”. */
export function fieldWord(name: string): string {
  const known = FIELD_WORDS[name];
  if (known !== undefined) return known;
  const spaced = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, end, start) => `${end} ${start.toLowerCase()}`,
  );
  return sentenceCase(spaced.replaceAll('_', ' '));
}

const sentenceCase = (said: string) =>
  said.charAt(0).toUpperCase() + said.slice(1).replaceAll('-', ' ');

/** The end of a job’s id, enough to tell it from its neighbours. */
export function shortId(jobId: string): string {
  return jobId.slice(-6);
}
