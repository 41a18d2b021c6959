import { useEffect } from 'preact/hooks';
import type { CaptureId } from '#schemas/ids/ids';
import { useApp } from '../session/app.ts';

/** Many captures that change at once ask the hub no more often than this. */
const AT_MOST_EVERY_MS = 1_000;

/** Has something loaded again when captures that concern it changed: at once, and then once a second at most. */
export function useChangedCaptures(
  reload: () => void,
  concerns: (captureId: CaptureId) => boolean = () => true,
): void {
  const { live, onCaptures } = useApp();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isOwed = false;
    const now = () => {
      isOwed = false;
      timer = setTimeout(() => {
        timer = null;
        if (isOwed) now();
      }, AT_MOST_EVERY_MS);
      reload();
    };
    const stop = onCaptures((captureIds) => {
      // None named: news begins here. What changed before, or while the hub was away, nobody told.
      if (captureIds.length > 0 && !captureIds.some(concerns)) return;
      if (timer === null) now();
      else isOwed = true;
    });
    live.subscribe('captures');
    return () => {
      stop();
      live.unsubscribe('captures');
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}
