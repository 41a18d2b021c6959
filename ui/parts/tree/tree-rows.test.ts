import { describe, expect, test } from 'bun:test';
import { treeStep, typedAhead } from './tree-keys.ts';
import { type TreeItem, treeRows } from './tree-rows.ts';

/** Two sites; the first with two lines, one of them with a machine. */
const ITEMS: readonly TreeItem[] = [
  { id: 'site', parentId: null },
  { id: 'other', parentId: null },
  { id: 'line', parentId: 'site' },
  { id: 'empty', parentId: 'site' },
  { id: 'pump', parentId: 'line' },
];
const childrenOf = (parentId: string | null) => ITEMS.filter((item) => item.parentId === parentId);
const rowsOf = (open: string[], match: string | null = null) =>
  treeRows({
    childrenOf,
    open: new Set(open),
    matches: match === null ? null : ({ id }) => id === match,
  });
const ids = (open: string[], match: string | null = null) =>
  rowsOf(open, match).map(({ item, level }) => `${level} ${item.id}`);

describe('the rows of a tree', () => {
  test('show what is opened, in its order, each with its place', () => {
    expect(ids([])).toEqual(['1 site', '1 other']);
    expect(ids(['site', 'line'])).toEqual(['1 site', '2 line', '3 pump', '2 empty', '1 other']);
    expect(rowsOf(['site'])[2]).toMatchObject({ position: 2, siblings: 2, hasChildren: false });
    expect(rowsOf(['site'])[1]).toMatchObject({ hasChildren: true, isOpen: false });
  });

  test('something opened below a closed one stays hidden', () => {
    expect(ids(['line'])).toEqual(['1 site', '1 other']);
  });

  test('a search shows what matches and what leads to it, opened without being opened', () => {
    expect(ids([], 'pump')).toEqual(['1 site', '2 line', '3 pump']);
    expect(ids(['site', 'line'], 'line')).toEqual(['1 site', '2 line']);
    expect(ids([], 'nothing')).toEqual([]);
  });
});

describe('keys in a tree', () => {
  const rows = rowsOf(['site']);
  test('arrows walk, open and close, and lead to the parent', () => {
    expect(treeStep('ArrowDown', rows, 0)).toEqual({ kind: 'go', index: 1 });
    expect(treeStep('ArrowUp', rows, 0)).toBeNull();
    expect(treeStep('ArrowRight', rows, 0)).toEqual({ kind: 'go', index: 1 });
    expect(treeStep('ArrowRight', rows, 1)).toEqual({ kind: 'open', ids: ['line'] });
    expect(treeStep('ArrowRight', rows, 2)).toBeNull();
    expect(treeStep('ArrowLeft', rows, 0)).toEqual({ kind: 'close', ids: ['site'] });
    expect(treeStep('ArrowLeft', rows, 2)).toEqual({ kind: 'go', index: 0 });
    expect(treeStep('ArrowLeft', rows, 3)).toBeNull();
  });

  test('Home and End go to either end, the star opens all siblings', () => {
    expect(treeStep('End', rows, 0)).toEqual({ kind: 'go', index: 3 });
    expect(treeStep('Home', rows, 3)).toEqual({ kind: 'go', index: 0 });
    expect(treeStep('*', rows, 2)).toEqual({ kind: 'open', ids: ['line'] });
    expect(treeStep('*', rows, 0)).toBeNull();
    expect(treeStep('x', rows, 0)).toBeNull();
  });

  test('letters find the next word that begins with them, round the end; more letters may stay', () => {
    const words = ['Press', 'Pump 1', 'Fan', 'Pump 2'];
    expect(typedAhead('p', words, 0)).toBe(1);
    expect(typedAhead('p', words, 3)).toBe(0);
    expect(typedAhead('pu', words, 1)).toBe(1);
    expect(typedAhead('f', words, 3)).toBe(2);
    expect(typedAhead('z', words, 0)).toBeNull();
  });
});
