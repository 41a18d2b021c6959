import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { trendsWords } from '../text/trends.ts';
import { Tabs } from './tabs.ts';

/** The three screens of the place “Analysis”; captures only for who may see them. */
export function AnalysisTabs({ here }: { here: 'analysis' | 'trends' | 'captures' }) {
  const { session } = useApp();
  const maySeeCaptures = session.mayAnywhere('capture:read');
  const tabs = [
    { key: 'analysis', word: trendsWords.analysis, path: '/analysis' },
    { key: 'trends', word: trendsWords.trends, path: '/trends' },
    ...(maySeeCaptures ? [{ key: 'captures', word: trendsWords.captures, path: '/captures' }] : []),
  ];
  return html`<${Tabs} label=${trendsWords.places} tabs=${tabs} here=${here} />`;
}
