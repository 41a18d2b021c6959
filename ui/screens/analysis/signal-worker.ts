/**
 * Runs beside the page, so that it stays smooth: keeps the samples of signals and computes what is asked for. Built as a script of
 * its own; the build puts in where the transform library lies.
 */
import { loadFft } from '#signal/spectrum/fft';
import { type Work, type Worked, type WorkSignal, work } from './signal-work.ts';

declare const PFFFT_WASM: string;
declare const self: Worker;

/** To the worker: a signal to keep, one to forget, or something to compute of one. */
export type ToWorker =
  | { readonly kind: 'keep'; readonly key: string; readonly signal: WorkSignal }
  | { readonly kind: 'forget'; readonly key: string }
  | { readonly kind: 'work'; readonly id: number; readonly key: string; readonly wanted: Work };

/** From the worker: the answer to a piece of work. */
export type FromWorker = { readonly id: number } & (
  | { readonly ok: true; readonly worked: Worked }
  | { readonly ok: false; readonly message: string }
);

const signals = new Map<string, WorkSignal>();
const ready = load();

async function load(): Promise<void> {
  const response = await fetch(PFFFT_WASM);
  if (!response.ok) throw new Error(`The transform library: ${response.status}`);
  await loadFft(new Uint8Array(await response.arrayBuffer()));
}

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'keep') signals.set(data.key, data.signal);
  else if (data.kind === 'forget') signals.delete(data.key);
  else await answer(data);
};

async function answer({ id, key, wanted }: Extract<ToWorker, { kind: 'work' }>): Promise<void> {
  try {
    await ready;
    const signal = signals.get(key);
    if (signal === undefined) throw new Error('The signal is not here.');
    const worked = work(signal, wanted);
    const transfer = worked.kind === 'bands' ? [] : [worked.values.buffer];
    self.postMessage({ id, ok: true, worked } satisfies FromWorker, transfer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage({ id, ok: false, message } satisfies FromWorker);
  }
}
