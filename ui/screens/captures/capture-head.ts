import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Capture } from '#schemas/captures/capture';
import { Badge } from '../../parts/badge.ts';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';
import { captureName, captureWords as words } from '../../text/captures.ts';
import { dateTime } from '../../text/numbers.ts';
import type { CapturePartProps } from './capture-part-props.ts';
import { LabelDialog } from './label-dialog.ts';
import { NoteDialog } from './note-dialog.ts';
import { useCaptureActs } from './use-capture-acts.ts';

/** What was captured and when, how far it is, and what can be done with it. */
export function CaptureHead({ capture, onChanged }: CapturePartProps) {
  const { router } = useApp();
  const may = useMayAt();
  const open = useSignal<'label' | 'note' | null>(null);
  const acts = useCaptureActs(onChanged);
  const { captureId, atMs, trigger, condition, note, isProtected, tracks } = capture;
  const show = (what: 'label' | 'note') => () => {
    open.value = what;
  };
  const close = () => {
    open.value = null;
  };
  const hasSamples = tracks.some(({ state }) => state === 'kept');
  const pointIds = tracks.map(({ pointId }) => pointId);
  const mayLabel = may.points('capture:label', pointIds);
  const remove = () => void acts.remove([captureId], () => router.go('/captures'));
  return html`<div class="page-head">
      <h2>${captureName(capture)}</h2>
      ${condition !== null && html`<${Badge} appearance=${condition} />`}
      <span class="muted">${words.triggers[trigger]}, ${dateTime(atMs)}</span>
      <${Progress} capture=${capture} />
      ${note !== '' && html`<p>${note}</p>`}
      <div class="form-buttons">
        ${hasSamples && html`<a class="button primary" href=${`/analysis?captures=${captureId}`}>${words.analyse}</a>`}
        ${
          mayLabel &&
          html`<button class="button" onClick=${show('label')}>${words.label}</button>
            <button class="button" onClick=${show('note')}>${words.editNote}</button>
            <button class="button" onClick=${() => void acts.protect([captureId], !isProtected)}>
              ${isProtected ? words.release : words.protect}
            </button>`
        }
        ${
          may.points('capture:delete', pointIds) &&
          html`<button class="button" disabled=${isProtected} onClick=${remove}>
            ${words.delete}
          </button>`
        }
      </div>
    </div>
    ${
      open.value === 'label' &&
      html`<${LabelDialog} captureIds=${[captureId]} points=${tracks} onDone=${onChanged} onClose=${close} />`
    }
    ${open.value === 'note' && html`<${NoteDialog} capture=${capture} onChanged=${onChanged} onClose=${close} />`}`;
}

/** While it records and comes in, how far that is. */
function Progress({ capture: { state, tracks } }: { capture: Capture }) {
  const done = tracks.filter((track) => track.state === 'kept' || track.state === 'missing').length;
  if (state !== 'recording' && state !== 'arriving') {
    return html`<p class=${state === 'complete' ? 'muted' : 'strong'}>${words.states[state]}</p>`;
  }
  return html`<div class="capture-progress" role="status">
    <progress max=${tracks.length} value=${state === 'recording' ? undefined : done} aria-label=${words.states[state]}></progress>
    <span>${words.states[state]}${state === 'arriving' && html`: ${words.progress(done, tracks.length)}`}</span>
  </div>`;
}
