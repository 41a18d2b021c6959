import type { Drawing, Mark, Place } from './drawing.ts';

const FONT = 'Helvetica, Arial, sans-serif';

/** The drawing as an SVG file of its own: no script, no style, nothing from elsewhere. */
export function svgOf({ width, height, title, marks }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${marks.map(elementOf).join('\n')}
</svg>
`;
}

function elementOf(mark: Mark): string {
  switch (mark.kind) {
    case 'line': {
      const dash = mark.dash?.length ? ` stroke-dasharray="${mark.dash.join(' ')}"` : '';
      return `<polyline points="${pointsOf(mark.points)}" fill="none" stroke="${mark.colour}" stroke-width="${mark.width}" stroke-linejoin="round"${dash}/>`;
    }
    case 'area':
      return `<polygon points="${pointsOf(mark.points)}" fill="${mark.colour}"/>`;
    case 'text': {
      const [x, y] = mark.at.map(rounded);
      const turn = mark.isUpright ? ` transform="rotate(-90 ${x} ${y})"` : '';
      const weight = mark.isStrong ? ' font-weight="bold"' : '';
      return `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${mark.size}"${weight} fill="${mark.colour}" text-anchor="${mark.anchor}"${turn}>${escaped(mark.text)}</text>`;
    }
    case 'image':
      return `<image x="${rounded(mark.at[0])}" y="${rounded(mark.at[1])}" width="${mark.width}" height="${mark.height}" preserveAspectRatio="none" href="${mark.data}"/>`;
  }
}

const pointsOf = (points: readonly Place[]) =>
  points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' ');

const rounded = (value: number) => Math.round(value * 100) / 100;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]);
}
