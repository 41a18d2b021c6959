import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { type AnalysisView, addressOf, type SignalSource } from './analysis-address.ts';
import { type LoadedSignal, loadSource } from './loaded-signal.ts';
import { SignalDesk, workerAddress } from './signal-desk.ts';
import type { Work, Worked } from './signal-work.ts';

/** The worker of this part of the page, ended with it. */
export function useSignalDesk(): SignalDesk {
  const desk = useMemo(() => new SignalDesk(workerAddress(document)), []);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  return desk;
}

/** The signals of a view, each loaded once while it is shown, and handed to the worker. */
export function useSignals(
  { sources }: AnalysisView,
  desk: SignalDesk,
): { state: Signal<Loaded<readonly LoadedSignal[]>>; reload: () => void; lookAgain: () => void } {
  const app = useApp();
  const known = useRef(new Map<string, readonly LoadedSignal[]>());
  const turn = useSignal(0);
  const loaded = useLoad(
    async (signal) => {
      const wanted = new Map(sources.map((source) => [sourceKey(source), source]));
      for (const [key, signals] of known.current) {
        if (wanted.has(key)) continue;
        for (const one of signals) desk.forget(one.key);
        known.current.delete(key);
      }
      for (const [key, source] of wanted) {
        if (known.current.has(key)) continue;
        const signals = await loadSource(app, source, signal);
        for (const { key: name, samples, sampleRateHz, unit } of signals) {
          desk.keep(name, { samples, sampleRateHz, unit });
        }
        known.current.set(key, signals);
      }
      const all = [...wanted.keys()].flatMap((key) => known.current.get(key) ?? []);
      // A capture as a whole and one of its points: the same signal twice is one.
      return [...new Map(all.map((one) => [one.key, one])).values()];
    },
    [sources.map(sourceKey).join(), turn.value],
  );
  const lookAgain = () => {
    for (const key of known.current.keys()) if (key.startsWith('pt_')) known.current.delete(key);
    turn.value++;
  };
  return { ...loaded, lookAgain };
}

/** The same work of every signal; what was computed before is there at once. */
export function useWorked(
  desk: SignalDesk,
  signals: readonly LoadedSignal[],
  wanted: Work | null,
): Signal<Loaded<readonly Worked[]>> {
  const { state } = useLoad(
    () =>
      wanted === null
        ? Promise.resolve([])
        : Promise.all(signals.map(({ key }) => desk.ask(key, wanted))),
    [signals.map(({ key }) => key).join(), JSON.stringify(wanted)],
  );
  return state;
}

const sourceKey = (source: SignalSource) =>
  source.kind === 'live' ? source.pointId : `${source.captureId}.${source.pointId ?? ''}`;

/** Shows another view, by the address. */
export function useShowView(): (next: AnalysisView, how?: 'push' | 'replace') => void {
  const { router } = useApp();
  return (next, how = 'replace') => router.go(addressOf(next), how);
}
