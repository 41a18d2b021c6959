/** Words of charts that several screens share. */
export const chartWords = {
  chart: 'chart',
  keys: 'Arrow keys move the cursor, plus and minus zoom, Page Up and Page Down move, 0 shows the whole.',
  hint: 'Drag to zoom, Shift and drag to move; Ctrl and the wheel, or two fingers, zoom too.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  earlier: 'To the left',
  later: 'To the right',
  whole: 'Whole',
  save: 'Save as',
  saveAs: { png: 'Picture (PNG)', svg: 'Drawing (SVG)', pdf: 'Page (PDF)', csv: 'Values (CSV)' },
  saveFailed: 'The picture could not be made.',
  copyAddress: 'Copy the address of this view',
  addressCopied: 'Address copied',
  madeAt: (when: string) => `Made ${when} (UTC)`,
  page: 'Tremolo',
};
