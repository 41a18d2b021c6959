import { html } from 'htm/preact';
import type { GpuReport } from '#schemas/broker/gpu';
import { Tag } from '../../parts/tag.ts';
import { gpu as words } from '../../text/gpu.ts';
import { count } from '../../text/numbers.ts';
import { slowedReasons } from '../gpu/slowed-reasons.ts';

/** What is wrong with a GPU, a word or two each; nothing where nothing is. */
export function GpuAlarms({ gpu }: { gpu: GpuReport }) {
  const errors = gpu.detail?.eccUncorrected.volatile ?? 0;
  const said = [
    ...(gpu.state === 'lost' ? [words.lost] : []),
    ...slowedReasons(gpu).map((reason) => words.throttle[reason]),
    ...(errors > 0 ? [`${words.columns.errors}: ${count(errors)}`] : []),
  ];
  return html`${said.map((one) => html`<${Tag} key=${one} kind="notice">${one}<//>`)}`;
}
