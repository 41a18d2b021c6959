import { expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import { type JobLogLine, JobReport, LOG_LINES_MAX } from '#schemas/jobs/messages';
import { JobNews } from './job-news.ts';

function news() {
  const sent: Extract<JobReport, { what: 'news' }>[] = [];
  const state = { isConnected: true };
  const made = new JobNews({
    agentId: 'agent-1',
    attempt: { jobId: newId('jb'), attempt: 1 },
    clock: () => 1_000.5,
    publish: (report) => {
      if (state.isConnected && JobReport.parse(report).what === 'news') sent.push(report as never);
      return state.isConnected;
    },
  });
  const lines = (): JobLogLine[] => sent.flatMap(({ log }) => log);
  return { made, sent, state, lines };
}

test('however fast a job talks, it goes out in few messages, the lines in order and the latest progress', () => {
  const { made, sent, lines } = news();
  for (let i = 1; i <= 250; i++) {
    made.say(`line ${i}`);
    made.tell(i / 250, { step: i });
  }
  made.flush();
  made.flush();
  expect(sent.length).toBe(3);
  expect(sent[0]).toMatchObject({ share: 1, progress: { step: 250 } });
  expect(lines().map(({ line }) => line)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
});

test('what is said while the broker is away goes out later; of too much the numbers show that it is missing', () => {
  const { made, state, lines } = news();
  state.isConnected = false;
  for (let i = 1; i <= 2_500; i++) made.say('x');
  made.flush();
  state.isConnected = true;
  made.flush();
  made.say('after');
  made.flush();
  expect(lines().length).toBe(2_001);
  expect(lines().at(-1)).toMatchObject({ line: 2_501, text: 'after' });
  made.close();
  made.flush();
  expect(lines().at(-1)?.text).toBe('500 lines were lost while the broker was away.');
});

test('a job that never stops talking is kept to the most that is kept, and the last lines say so, and how much is missing', () => {
  const { made, lines } = news();
  for (let i = 0; i < LOG_LINES_MAX + 500; i++) {
    made.say('on and on');
    if (i % 100 === 0) made.flush();
  }
  made.close();
  made.flush();
  expect(lines().length).toBe(LOG_LINES_MAX);
  expect(lines().slice(-2)).toMatchObject([
    { line: LOG_LINES_MAX - 1, text: 'What it says from here on is not kept.' },
    { line: LOG_LINES_MAX, text: '502 more lines were not kept.' },
  ]);
});

test('a line of any length or with half a character is one that the hub takes', () => {
  const { made, lines } = news();
  made.say('😀'.repeat(2_000));
  made.say(`${'x'.repeat(999)}😀`);
  made.flush();
  made.close();
  expect(made.isEmpty).toBe(true);
  expect(lines().length).toBe(2);
  for (const { text } of lines()) expect(text.isWellFormed()).toBe(true);
});
