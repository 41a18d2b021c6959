import { html } from 'htm/preact';
import type { Widget } from '#schemas/dashboards/widget';
import { AlarmsWidget } from './alarms-widget.ts';
import { FleetWidget } from './fleet-widget.ts';
import { JobsWidget } from './jobs-widget.ts';
import { LiveWidget } from './live-widget.ts';
import { PointWidget } from './point-widget.ts';
import { StateWidget } from './state-widget.ts';
import { TrendWidget } from './trend-widget.ts';
import { ValueWidget } from './value-widget.ts';
import { WorstWidget } from './worst-widget.ts';

/** What a widget shows, live. */
export function WidgetBody({ widget }: { widget: Widget }) {
  switch (widget.kind) {
    case 'state':
      return html`<${StateWidget} of=${widget} />`;
    case 'worst':
      return html`<${WorstWidget} of=${widget} />`;
    case 'alarms':
      return html`<${AlarmsWidget} of=${widget} />`;
    case 'point':
      return html`<${PointWidget} of=${widget} />`;
    case 'trend':
      return html`<${TrendWidget} of=${widget} />`;
    case 'live':
      return html`<${LiveWidget} of=${widget} />`;
    case 'value':
      return html`<${ValueWidget} of=${widget} />`;
    case 'jobs':
      return html`<${JobsWidget} />`;
    case 'fleet':
      return html`<${FleetWidget} />`;
    case 'note':
      return html`<p class="widget-note">${widget.text}</p>`;
  }
}
