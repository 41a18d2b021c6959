import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { SignalUnit } from '#schemas/units/units';
import { FileField } from '../../parts/form/file-field.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { analysisWords } from '../../text/analysis.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { RECORDING_BYTES_MAX, type RecordingFile, readRecordingFile } from './recording-file.ts';

const UNITS: readonly (readonly [SignalUnit, string])[] = [
  ['undeclared', analysisWords.unitUnknown],
  ['g', 'g'],
  ['m_s2', 'm/s²'],
  ['mm_s', 'mm/s'],
];
const LEAST_SAMPLES = 256;

interface Chosen {
  readonly name: string;
  readonly atMs: number;
  readonly file: RecordingFile;
}

/** Opens a recording of one’s own: it is read in this browser, goes nowhere, and is gone with the page. */
export function OpenRecording({ onOpen }: { onOpen: (signals: readonly LoadedSignal[]) => void }) {
  const chosen = useSignal<Chosen | null>(null);
  const problem = useSignal<string | null>(null);
  const rate = useSignal('');
  const speed = useSignal('');
  const unit = useSignal<SignalUnit>('undeclared');
  const take = async (file: File) => {
    chosen.value = null;
    problem.value = null;
    try {
      if (file.size > RECORDING_BYTES_MAX) throw new Error(analysisWords.fileTooLarge);
      const read = readRecordingFile(file.name, new Uint8Array(await file.arrayBuffer()));
      if (read.channels.some(({ samples }) => samples.length < LEAST_SAMPLES))
        throw new Error(analysisWords.fileTooShort);
      rate.value = read.sampleRateHz === null ? '' : String(read.sampleRateHz);
      chosen.value = { name: file.name, atMs: file.lastModified, file: read };
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  const sampleRateHz = Number(rate.value);
  const speedRpm = speed.value === '' ? null : Number(speed.value);
  const isReady = sampleRateHz > 0 && (speedRpm === null || speedRpm > 0);
  const open = () => {
    const file = chosen.value;
    if (file === null || !isReady) return;
    onOpen(
      file.file.channels.map(({ name, samples }) => ({
        key: `file.${crypto.randomUUID()}`,
        name: file.file.channels.length > 1 ? `${file.name} · ${name}` : file.name,
        ...{ pointId: null, captureId: null, facts: null, samples, sampleRateHz, speedRpm },
        ...{ unit: unit.value, atMs: file.atMs, note: analysisWords.fileNote },
      })),
    );
  };
  return html`<fieldset class="stack">
    <legend>${analysisWords.ownFile}</legend>
    <${FileField}
      id="recording-file"
      label=${analysisWords.chooseFile}
      hint=${analysisWords.fileHint}
      accept=".wav,.csv,.txt"
      onFile=${(file: File) => void take(file)}
    />
    ${problem.value !== null && html`<p class="hint wrong" role="alert">${problem.value}</p>`}
    ${
      chosen.value !== null &&
      html`<p>${chosen.value.name}</p>
        <${NumberField} id="recording-rate" label=${analysisWords.fileRate} value=${rate} unit="Hz" min=${1} />
        <${SelectField} id="recording-unit" label=${analysisWords.fileUnit} value=${unit} choices=${UNITS} />
        <${NumberField} id="recording-speed" label=${analysisWords.fileSpeed} value=${speed} unit="r/min" min=${1} />
        <button type="button" class="button" disabled=${!isReady} onClick=${open}>${analysisWords.openFile}</button>`
    }
  </fieldset>`;
}
