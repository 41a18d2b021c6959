import { html } from 'htm/preact';
import { type AnalysisBodyProps, LinesBody } from './lines-body.ts';
import { PictureBody } from './picture-body.ts';

/** The chart of the view and what is read off it. */
export function AnalysisBody(props: AnalysisBodyProps) {
  const { kind } = props.view;
  return kind === 'spectrogram' || kind === 'waterfall'
    ? html`<${PictureBody} ...${props} />`
    : html`<${LinesBody} ...${props} />`;
}
