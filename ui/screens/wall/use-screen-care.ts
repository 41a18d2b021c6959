import { useComputed, useSignalEffect } from '@preact/signals';
import { useApp } from '../../session/app.ts';
import { isNight, isReloadDue, wandering } from './screen-care.ts';

interface ScreenCare {
  readonly x: number;
  readonly y: number;
  readonly isDim: boolean;
}

/** Keeps a screen well that shows the same for weeks: lets the picture wander, dims it at night, loads the page anew once a day. */
export function useScreenCare({ isDimming }: { isDimming: boolean }): ScreenCare {
  const { now, live, outdated, plant } = useApp();
  const minute = useComputed(() => Math.floor(now.value / 60_000) * 60_000);
  useSignalEffect(() => {
    const isLive = live.state.value.kind === 'live';
    const hour = new Date(minute.value).getHours();
    // By the browser's own clock, which nobody sets.
    const ageMs = performance.now();
    if (isReloadDue({ hour, ageMs, isLive, isOutdated: outdated.value })) {
      location.reload();
    }
  });
  const { x, y } = wandering(minute.value);
  // Who has to see something sees it at night, too.
  const isCalm = plant.counts.value.danger === 0 && plant.counts.value.warning === 0;
  const isDim = isDimming && isCalm && isNight(new Date(minute.value).getHours());
  return { x, y, isDim };
}
