import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';

/** How a file that is fetched stands; `running` counts the bytes so far. */
export type Downloading =
  | { kind: 'idle' }
  | { kind: 'running'; bytes: number }
  | { kind: 'done'; name: string }
  | { kind: 'cancelled' }
  | { kind: 'failed'; sentence: string };

export interface Download {
  readonly state: Signal<Downloading>;
  /** Asks for the file: `requestFile` with the signal. */
  readonly start: (ask: (signal: AbortSignal) => Promise<Response>) => Promise<void>;
  readonly cancel: () => void;
}

/** Fetches a file with its progress in sight, one at a time; ended with the part of the page that shows it. */
export function useDownload(): Download {
  const state = useSignal<Downloading>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const cancel = () => running.current?.abort();
  useEffect(() => cancel, []);
  const start = async (ask: (signal: AbortSignal) => Promise<Response>) => {
    if (running.current !== null) return;
    const controller = new AbortController();
    running.current = controller;
    state.value = { kind: 'running', bytes: 0 };
    try {
      const response = await ask(controller.signal);
      const name = nameOf(response);
      keep(
        name,
        await read(response, (bytes) => {
          state.value = { kind: 'running', bytes };
        }),
      );
      state.value = { kind: 'done', name };
    } catch (error) {
      if (controller.signal.aborted) state.value = { kind: 'cancelled' };
      else {
        console.error(describeError(error));
        state.value = { kind: 'failed', sentence: (error as Error).message };
      }
    } finally {
      running.current = null;
    }
  };
  return { state, start, cancel };
}

async function read(response: Response, onBytes: (bytes: number) => void): Promise<Blob> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    parts.push(piece.value);
    bytes += piece.value.byteLength;
    onBytes(bytes);
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
}

/** The name that the hub gave the file. */
function nameOf(response: Response): string {
  const said = response.headers.get('content-disposition') ?? '';
  return /filename="([\w.-]+)"/.exec(said)?.[1] ?? 'tremolo';
}

function keep(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has to have begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
