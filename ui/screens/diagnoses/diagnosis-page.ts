import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DIAGNOSIS_ROUTES, type Diagnosis } from '#schemas/http/diagnoses';
import type { DiagnosisId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { Icon } from '../../parts/icon.ts';
import { Row, Rows } from '../../parts/rows.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { useAddress } from '../../session/use-address.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import { text } from '../../text/en.ts';
import { count, dateTime, figure } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { amount } from '../../text/units.ts';
import { FindingList } from '../point/finding-list.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import type { DiagnosisPartProps } from './diagnosis-part-props.ts';
import { DiagnosisShares } from './diagnosis-shares.ts';
import { DiagnosisSpectrum } from './diagnosis-spectrum.ts';
import { EditDiagnosisDialog } from './edit-diagnosis-dialog.ts';

/** One diagnosis: the verdict with its findings, the figures behind it, and with whom it is shared. */
export function DiagnosisPage({ diagnosisId }: { diagnosisId: DiagnosisId }) {
  const address = useAddress();
  const { state, reload } = useLoad(
    (signal) => request(DIAGNOSIS_ROUTES.diagnosis, { params: { diagnosisId }, signal }),
    [diagnosisId],
  );
  return html`<p>
      <a class="way-back" href=${address.with({ diagnosis: '' })}><${Icon} name="back" />${words.back}</a>
    </p>
    ${loadedPart(
      state.value,
      reload,
      (diagnosis) => html`
        <${Head} diagnosis=${diagnosis} onChanged=${reload} />
        <section class="card" aria-labelledby="findings-title">
          <h3 id="findings-title">${pointWords.findings}</h3>
          <${FindingList} verdict=${diagnosis.verdict} />
        </section>
        <div class="card"><${Figures} diagnosis=${diagnosis} /></div>
        <${DiagnosisSpectrum} diagnosis=${diagnosis} />
        <div class="card"><${DiagnosisShares} diagnosis=${diagnosis} onChanged=${reload} /></div>
      `,
    )}`;
}

function Head({ diagnosis, onChanged }: DiagnosisPartProps) {
  const { session } = useApp();
  const isEditing = useSignal(false);
  const remove = useRemoval(diagnosis, onChanged);
  const { name, condition, why, note, level, deletedMs, ownerName, createdMs } = diagnosis;
  const mayEdit = session.may('diagnosis:edit') && level !== 'viewer';
  return html`<div class="page-head">
      <h2>${name}</h2>
      <${Badge} appearance=${condition} />
      <span class="muted">${ownerName}, ${dateTime(createdMs)}</span>
      <p>${why}</p>
      ${note !== '' && html`<p>${note}</p>`}
      ${deletedMs !== null && html`<p class="strong">${words.isDeleted}</p>`}
      ${
        mayEdit &&
        html`<div class="form-buttons">
          ${
            deletedMs === null &&
            html`<button
              class="button"
              onClick=${() => {
                isEditing.value = true;
              }}
            >
              ${words.edit}
            </button>`
          }
          ${
            level === 'owner' &&
            html`<button class="button" onClick=${remove}>${deletedMs === null ? words.delete : words.restore}</button>`
          }
        </div>`
      }
    </div>
    ${
      isEditing.value &&
      html`<${EditDiagnosisDialog}
        diagnosis=${diagnosis}
        onChanged=${onChanged}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }`;
}

/** Deletes it, or brings it back; what was deleted can be undone at once. */
function useRemoval(diagnosis: Diagnosis, onChanged: () => void): () => void {
  const { notices } = useApp();
  const attempt = useAct();
  const { diagnosisId, name, deletedMs } = diagnosis;
  const params = { diagnosisId };
  const restore = () =>
    void attempt(async () => {
      await request(DIAGNOSIS_ROUTES.restoreDiagnosis, { params });
      notices.done(words.restored(name));
      onChanged();
    });
  if (deletedMs !== null) return restore;
  return () =>
    void attempt(async () => {
      await request(DIAGNOSIS_ROUTES.deleteDiagnosis, { params });
      notices.done(words.deleted(name), restore);
      onChanged();
    });
}

function Figures({ diagnosis }: { diagnosis: Diagnosis }) {
  const { facts, velocityMmS, accelerationG, kurtosis, seconds, sampleRateHz, unit, windows } =
    diagnosis;
  return html`<h3>${words.figures}</h3>
    <${Rows}>
      <${Row} name=${text.figure.velocity}>${amount(velocityMmS, 'mm/s')}<//>
      <${Row} name=${text.figure.acceleration}>${amount(accelerationG, 'g')}<//>
      <${Row} name=${text.figure.kurtosis}>${figure(kurtosis)}<//>
      <${Row} name=${words.seconds}>${figure(seconds)} s<//>
      <${Row} name=${words.rate}>${count(sampleRateHz)} Hz<//>
      <${Row} name=${words.unit}>${pointWords.units[unit]}<//>
      <${Row} name=${pointWords.speed}>${facts.speedRpm === null ? words.unknown : `${count(facts.speedRpm)} r/min`}<//>
      <${Row} name=${pointWords.bearing}>${facts.bearing?.designation ?? words.unknown}<//>
      <${Row} name=${words.windows}>${count(windows)}<//>
      <${Row} name=${words.by}>${words.byRules}<//>
    <//>`;
}
