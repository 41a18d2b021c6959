/** What keys do on single screens, in English; see `parts/screen-keys.ts`. */
export const screenKeys = {
  plantEditor: [
    ['← ↑ ↓ →', 'Walk over the tree'],
    ['F2', 'Rename'],
    ['Ins', 'Add below'],
    ['Del', 'Remove'],
    ['x', 'Pick up'],
    ['v', 'Put down'],
    ['Ctrl+Z', 'Undo the last change'],
  ],
  charts: [
    ['← →', 'Move the cursor of the chart that has the focus'],
    ['+ −', 'Zoom in and out'],
    ['PgUp PgDn', 'Move along'],
    ['0', 'Show the whole'],
  ],
  point: [
    ['← →', 'Move the cursor of the chart that has the focus; with Shift ten steps'],
    ['Home End', 'To the first and the last value'],
    ['h', 'Hold and release the live charts'],
  ],
} as const;
