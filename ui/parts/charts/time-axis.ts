const DAY_S = 86_400;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (n: number) => String(n).padStart(2, '0');

/** Labels of a time axis whose ticks are `stepS` apart: clock times, with the day where it changes; or days; or months. */
export function timeLabels(ticksS: readonly number[], stepS: number): string[] {
  let lastDay = '';
  return ticksS.map((tick) => {
    const at = new Date(tick * 1000);
    const day = `${at.getDate()} ${MONTHS[at.getMonth()]}`;
    if (stepS >= 28 * DAY_S) return `${MONTHS[at.getMonth()]} ${at.getFullYear()}`;
    if (stepS >= DAY_S) return day;
    const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
    const time = stepS < 60 ? `${clock}:${two(at.getSeconds())}` : clock;
    const label = lastDay === '' || day === lastDay ? time : `${time}\n${day}`;
    lastDay = day;
    return label;
  });
}
