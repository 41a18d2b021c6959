import { html } from 'htm/preact';
import type { CaptureLabel } from '#schemas/captures/capture';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';
import { captureWords as words } from '../../text/captures.ts';
import { dateTime } from '../../text/numbers.ts';
import { labelWord } from './capture-columns.ts';
import type { CapturePartProps } from './capture-part-props.ts';

/** What people say holds in a capture, how sure they are, and why. */
export function CaptureLabels({ capture, onChanged }: CapturePartProps) {
  const { notices } = useApp();
  const may = useMayAt();
  const attempt = useAct();
  const { captureId, labels, tracks } = capture;
  const mayLabel = may.points(
    'capture:label',
    tracks.map(({ pointId }) => pointId),
  );
  const where = ({ pointId }: CaptureLabel) =>
    tracks.find((track) => track.pointId === pointId)?.pointName ?? words.wholeMachine;
  const again = ({ label, pointId, confidence, note }: CaptureLabel) =>
    void attempt(async () => {
      const body = { captureIds: [captureId], label: { label, pointId, confidence, note } };
      await request(CAPTURE_ROUTES.labelCaptures, { body });
      onChanged();
    });
  const takeBack = (label: CaptureLabel) =>
    attempt(async () => {
      await request(CAPTURE_ROUTES.unlabelCaptures, {
        params: { captureId, label: label.label },
        query: { pointId: label.pointId ?? undefined },
      });
      notices.done(words.unlabelled1, () => again(label));
      onChanged();
    });
  return html`<section class="card" aria-labelledby="labels-title">
    <h3 id="labels-title">${words.labels}</h3>
    ${labels.length === 0 && html`<p class="muted">${words.noLabels}</p>`}
    <ul class="plain-list">
      ${labels.map(
        (label) => html`<li key=${`${label.label} ${label.pointId}`}>
          <span class="grow">
            <span class="strong">${labelWord(label.label)}</span>
            <span> ${where(label)}, ${words.sure(Math.round(label.confidence * 100))}</span>
            <small class="muted capture-note">${words.labelBy(label.byName, dateTime(label.atMs))}${label.note !== '' && `: ${label.note}`}</small>
          </span>
          ${
            mayLabel &&
            html`<button class="button" onClick=${() => void takeBack(label)}>
              ${words.unlabel}<span class="spoken"> ${labelWord(label.label)}</span>
            </button>`
          }
        </li>`,
      )}
    </ul>
  </section>`;
}
