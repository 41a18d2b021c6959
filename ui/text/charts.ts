/** Words of charts that several screens share. */
export const chartWords = {
  chart: 'chart',
  keys: 'Arrow keys move the cursor, plus and minus zoom, Page Up and Page Down move, 0 shows the whole.',
  planeKeys:
    'Arrow keys move the cursor, plus and minus zoom, Page Up and Page Down move to the sides, with Shift up and down, 0 shows the whole.',
  stillKeys: 'Arrow keys move the cursor, Enter takes what it stands on.',
  planeHint:
    'Drag over a part to zoom, straight across or down for one axis; Shift and drag to move; Ctrl and the wheel, or two fingers, zoom too.',
  hint: 'Drag to zoom, Shift and drag to move; Ctrl and the wheel, or two fingers, zoom too.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  earlier: 'To the left',
  later: 'To the right',
  up: 'Up',
  down: 'Down',
  whole: 'Whole',
  save: 'Save as',
  saveAs: { png: 'Picture (PNG)', svg: 'Drawing (SVG)', pdf: 'Page (PDF)', csv: 'Values (CSV)' },
  saveFailed: 'The picture could not be made.',
  copyAddress: 'Copy the address of this view',
  addressCopied: 'Address copied',
  madeAt: (when: string) => `Made ${when} (UTC)`,
  page: 'Tremolo',
};
