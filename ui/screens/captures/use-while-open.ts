import { useEffect } from 'preact/hooks';
import type { CaptureState } from '#schemas/captures/capture';

const EVERY_MS = 1_000;

/** Asks again each second while something is still recording or coming in, and the page is in sight. */
export function useWhileOpen(states: readonly CaptureState[], reload: () => void): void {
  const isOpen = states.some((state) => state === 'recording' || state === 'arriving');
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [isOpen]);
}
