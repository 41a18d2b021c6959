import { wallTime } from '../../text/time-zone.ts';

const DAY_S = 86_400;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (n: number) => String(n).padStart(2, '0');

/** Labels of a time axis whose ticks are `stepS` apart: clock times, with the day where it changes; or days; or months. */
export function timeLabels(ticksS: readonly number[], stepS: number): string[] {
  let lastDay = '';
  return ticksS.map((tick) => {
    const at = wallTime(tick * 1000);
    const month = MONTHS[at.month - 1];
    const day = `${at.day} ${month}`;
    if (stepS >= 28 * DAY_S) return `${month} ${at.year}`;
    if (stepS >= DAY_S) return day;
    const clock = `${two(at.hour)}:${two(at.minute)}`;
    const time = stepS < 60 ? `${clock}:${two(at.second)}` : clock;
    const label = lastDay === '' || day === lastDay ? time : `${time}\n${day}`;
    lastDay = day;
    return label;
  });
}
