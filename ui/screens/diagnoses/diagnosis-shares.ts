import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { z } from 'zod';
import { DIAGNOSIS_ROUTES, type DiagnosisShare } from '#schemas/http/diagnoses';
import { request } from '../../http/request.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import { dateTime } from '../../text/numbers.ts';
import type { DiagnosisPartProps } from './diagnosis-part-props.ts';
import { ShareDialog } from './share-dialog.ts';

type Share = z.infer<typeof DiagnosisShare>;

/** With whom a diagnosis is shared; who owns it shares it further and ends that. */
export function DiagnosisShares({ diagnosis, onChanged }: DiagnosisPartProps) {
  const { session, notices } = useApp();
  const attempt = useAct();
  const isSharing = useSignal(false);
  const { diagnosisId, level, shares, deletedMs } = diagnosis;
  const mayShare = level === 'owner' && deletedMs === null && session.may('diagnosis:edit');
  const owners = shares.filter((share) => share.level === 'owner').length;
  // Somebody always owns it: the last owner stays.
  const mayEnd = (share: Share) => mayShare && (share.level !== 'owner' || owners > 1);
  const end = ({ subjectId }: Share) =>
    attempt(async () => {
      await request(DIAGNOSIS_ROUTES.unshareDiagnosis, { params: { diagnosisId, subjectId } });
      notices.done(words.unshared);
      onChanged();
    });
  return html`<h3>${words.shares}</h3>
    ${shares.length === 0 && html`<p class="muted">${words.sharesNone}</p>`}
    <ul class="plain-list">
      ${shares.map(
        (share) => html`<li key=${share.subjectId}>
          <span class="grow">
            <span class="strong">${share.subjectName}</span>
            <span class="muted"> ${words.levels[share.level]}${share.expiresMs !== null && `, ${words.until(dateTime(share.expiresMs))}`}</span>
          </span>
          ${
            mayEnd(share) &&
            html`<button class="button" onClick=${() => end(share)}>
              ${words.unshare}<span class="spoken"> ${share.subjectName}</span>
            </button>`
          }
        </li>`,
      )}
    </ul>
    ${
      mayShare &&
      html`<div class="form-buttons">
        <button
          class="button"
          onClick=${() => {
            isSharing.value = true;
          }}
        >
          ${words.share}
        </button>
      </div>`
    }
    ${
      isSharing.value &&
      html`<${ShareDialog}
        diagnosis=${diagnosis}
        onChanged=${onChanged}
        onClose=${() => {
          isSharing.value = false;
        }}
      />`
    }`;
}
