import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { CaptureRow } from '#schemas/captures/capture';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';
import { captureWords as words } from '../../text/captures.ts';
import { LabelDialog } from './label-dialog.ts';
import { LearnDialog } from './learn-dialog.ts';
import { useCaptureActs } from './use-capture-acts.ts';

/** What can be done with the chosen captures at once. */
export function CaptureBulk({
  rows,
  clear,
  onDone,
}: {
  rows: readonly CaptureRow[];
  clear: () => void;
  onDone: () => void;
}) {
  const { session } = useApp();
  const may = useMayAt();
  const isLabelling = useSignal(false);
  const isLearning = useSignal(false);
  const labelled = rows.filter(({ labels }) => labels.length > 0).length;
  const after = () => {
    clear();
    onDone();
  };
  const acts = useCaptureActs(after);
  const pointIds = rows.flatMap(({ points }) => points.map(({ pointId }) => pointId));
  const captureIds = rows.map(({ captureId }) => captureId);
  const areAllProtected = rows.every(({ isProtected }) => isProtected);
  return html`${
    may.points('capture:label', pointIds) &&
    html`<button
        class="button"
        onClick=${() => {
          isLabelling.value = true;
        }}
      >
        ${words.label}
      </button>
      <button class="button" onClick=${() => void acts.protect(captureIds, !areAllProtected)}>
        ${areAllProtected ? words.release : words.protect}
      </button>`
  }
  ${
    session.may('job:submit') &&
    html`<button
      class="button"
      onClick=${() => {
        isLearning.value = true;
      }}
    >
      ${words.learn}
    </button>`
  }
  ${
    may.points('capture:delete', pointIds) &&
    html`<button class="button" disabled=${areAllProtected} onClick=${() => void acts.remove(captureIds, after)}>
      ${words.delete}
    </button>`
  }
  ${
    isLabelling.value &&
    html`<${LabelDialog}
      captureIds=${captureIds}
      points=${[]}
      onDone=${after}
      onClose=${() => {
        isLabelling.value = false;
      }}
    />`
  }
  ${
    isLearning.value &&
    html`<${LearnDialog}
      captureIds=${captureIds}
      labelled=${labelled}
      onClose=${() => {
        isLearning.value = false;
      }}
    />`
  }`;
}
