import type { Widget } from '#schemas/dashboards/widget';
import { dashboardWords as words } from '../../text/dashboards.ts';

/** What a person called a widget, else what it shows. */
export function titleOf(widget: Widget): string {
  if (widget.title !== '') return widget.title;
  if (widget.kind === 'trend') {
    return `${words.figures[widget.figure]}, ${words.spans[widget.span]}`;
  }
  if (widget.kind === 'live') return words.liveShows[widget.shows];
  return words.kinds[widget.kind];
}
