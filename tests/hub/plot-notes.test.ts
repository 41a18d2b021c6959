import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { PlotNote } from '#schemas/http/plot-notes';
import { type CaptureId, newId, type PointId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { sensorSays } from './plant-messages.ts';

let box: PeopleBox;
let analyst: BrowserSession;
let viewer: BrowserSession;
let captureId: CaptureId;
let pointId: PointId;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ann', 'analyst');
  await box.add('Vera', 'viewer');
  [analyst, viewer] = [await box.signedIn('Ann'), await box.signedIn('Vera')];
  const { assets, events, captureDesk } = box.rooms;
  const known = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await known;
  pointId = assets.all()[0].pointId;
  const made = await captureDesk.request({
    ...{ pointIds: [pointId], trigger: 'demand', preMs: 500, postMs: 500, by: SYSTEM_ACTOR },
  });
  if (made === null) throw new Error('No capture was made.');
  captureId = made;
});
afterAll(() => box.stop());

const path = (id: string = captureId) => `/api/v1/captures/${id}/plot-notes`;
const notes = async (who = analyst) => (await who.ask<{ notes: PlotNote[] }>('GET', path())).notes;
const edit = (text: string) => ({ pointId, view: 'spectrum', x: 107.5, text });

test('a note is kept with its author, seen by whoever sees the capture, and taken off again', async () => {
  const note = await analyst.ask<PlotNote>('POST', path(), edit('  Outer race?  '));
  expect(note).toMatchObject({ text: 'Outer race?', byName: 'Ann', view: 'spectrum', x: 107.5 });
  expect(await notes(viewer)).toEqual([note]);
  expect((await viewer.send('DELETE', `${path()}/${note.noteId}`)).status).toBe(403);
  expect((await analyst.send('DELETE', `${path()}/${note.noteId}`)).status).toBe(204);
  expect((await analyst.send('DELETE', `${path()}/${note.noteId}`)).status).toBe(404);
  expect(await notes()).toEqual([]);
  const events = (await box.audit()).filter(({ resourceId }) => resourceId === captureId);
  expect(events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['capture.plot_noted', 'capture.plot_note_removed']),
  );
});

test('whoever may not label notes nothing; odd notes and captures that are not there are refused', async () => {
  expect((await viewer.send('POST', path(), edit('No'))).status).toBe(403);
  expect((await analyst.send('POST', path(newId('cp')), edit('Where?'))).status).toBe(404);
  for (const odd of [
    { ...edit(''), text: '   ' },
    { ...edit('x'), x: -1 },
    { ...edit('x'), view: 'spectrogram', y: -1 },
    { ...edit('x'), view: 'pie' },
    { ...edit('x'), byName: 'Somebody else' },
    { ...edit('x'.repeat(501)) },
  ]) {
    expect((await analyst.send('POST', path(), odd)).status).toBe(400);
  }
});

test('a note on a spectrogram says when as well as at which frequency; without a time it is of the whole line', async () => {
  const placed = { ...edit('Here it begins'), view: 'spectrogram' };
  const note = await analyst.ask<PlotNote>('POST', path(), { ...placed, y: 0.62 });
  expect(note).toMatchObject({ view: 'spectrogram', x: 107.5, y: 0.62 });
  const line = await analyst.ask<PlotNote>('POST', path(), placed);
  expect(line.y).toBeNull();
  expect(await notes()).toEqual([note, line]);
  for (const { noteId } of [note, line]) await analyst.send('DELETE', `${path()}/${noteId}`);
});

test('a deleted capture takes its notes along, and a full one takes no more', async () => {
  const { store, captureActs, plotNotes } = box.rooms;
  await analyst.ask('POST', path(), edit('One'));
  await store.write([
    {
      sql: `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
        INSERT INTO plot_notes SELECT 'pn_' || i, ?, NULL, 'spectrum', 1.0, NULL, 'x', NULL, 1 FROM n`,
      args: [captureId],
    },
  ]);
  expect((await analyst.send('POST', path(), edit('Too many'))).status).toBe(409);
  await captureActs.remove([captureId], SYSTEM_ACTOR);
  expect(await plotNotes.of(captureId)).toEqual([]);
  expect((await analyst.send('GET', path())).status).toBe(404);
});
