import { createHash } from 'node:crypto';
import type { Capture, CaptureLabel, CaptureRow } from '#schemas/captures/capture';
import type { TrackFacts } from '#schemas/captures/track';
import { codeCounts } from '#schemas/captures/track-coding';
import { writeTrack } from '#schemas/captures/track-file';
import type { PlotNote, PlotNoteEdit } from '#schemas/http/plot-notes';
import { type CaptureId, newId } from '#schemas/ids/ids';
import { Random } from '#signal/synth/random';
import type { FakeHub } from './fake-hub.ts';
import { fakePointId } from './fake-plant.ts';

const RATE = 25_600;
const SCALE = 0.0005;
const SPEED_RPM = 1800;
const DAY_MS = 86_400_000;

/** Captures as a hub has them: shaft lines, and of the later ones impacts of an outer race; labels and notes are kept. */
export class FakeCaptures {
  readonly captureIds: readonly CaptureId[];
  readonly labels: CaptureLabel[] = [];
  readonly notes: PlotNote[] = [];
  /** Something was lost in the middle of each track. */
  hasBreak = false;
  unit: TrackFacts['unit'] = 'g';
  readonly #seconds: number;
  readonly #nowMs = Date.now();

  constructor({ count = 3, seconds = 2 }: { count?: number; seconds?: number } = {}) {
    this.#seconds = seconds;
    this.captureIds = Array.from(
      { length: count },
      (_, i) => `cp_01HZX3T7Q0${String(i).padStart(16, '0')}` as CaptureId,
    );
  }

  join(hub: FakeHub): void {
    hub.resources.set('captures', (request, url) => this.#answer(request, url));
  }

  async #answer(request: Request, url: URL): Promise<Response> {
    const [, , , , id, part, item] = url.pathname.split('/');
    const index = this.captureIds.indexOf(id as CaptureId);
    if (id === undefined) {
      return Response.json({
        items: this.#rows(),
        nextCursor: null,
        total: this.captureIds.length,
      });
    }
    if (id === 'labels') return this.#label(await request.json());
    if (part === 'tracks') return new Response(this.#track(index));
    if (part === 'plot-notes') return this.#plotNote(request, id as CaptureId, item);
    if (part === 'labels') {
      this.labels.splice(0);
      return new Response(null, { status: 204 });
    }
    return Response.json(this.#capture(index));
  }

  async #plotNote(request: Request, captureId: CaptureId, noteId: string | undefined) {
    if (request.method === 'GET') {
      const notes = this.notes.filter((note) => note.captureId === captureId);
      return Response.json({ notes });
    }
    if (request.method === 'DELETE') {
      this.notes.splice(
        this.notes.findIndex((note) => note.noteId === noteId),
        1,
      );
      return new Response(null, { status: 204 });
    }
    const edit = (await request.json()) as PlotNoteEdit;
    const note: PlotNote = {
      ...edit,
      ...{ noteId: newId('pn') as PlotNote['noteId'], captureId, userId: null },
      ...{ byName: 'Ada', atMs: this.#nowMs },
    };
    this.notes.push(note);
    return Response.json(note, { status: 201 });
  }

  #label({ label }: { label: Omit<CaptureLabel, 'userId' | 'byName' | 'atMs'> }): Response {
    this.labels.push({ ...label, userId: null, byName: 'Ada', atMs: this.#nowMs });
    return Response.json({ changed: 1 });
  }

  #rows(): CaptureRow[] {
    return this.captureIds.map((_, i) => {
      const { tracks, labels, removedAfterMs: _removed, ...row } = this.#capture(i);
      const points = tracks.map(({ pointId, pointName, state }) => ({ pointId, pointName, state }));
      return { ...row, points, labels: labels.map(({ label }) => label), preview: null };
    });
  }

  #capture(index: number): Capture {
    const atMs = this.#nowMs - (this.captureIds.length - index) * DAY_MS;
    const pointId = fakePointId(0);
    return {
      captureId: this.captureIds[index],
      ...{ state: 'complete', trigger: 'demand', atMs, fromMs: atMs, toMs: atMs + 1_000 },
      ...{ machine: 'Pump 1', area: null, alarmIds: [], ruleId: null, byName: 'Ada' },
      ...{ speedRpm: SPEED_RPM, condition: 'good', isProtected: false, bytes: 1, rawBytes: 1 },
      ...{ note: '', labels: this.labels, removedAfterMs: null },
      tracks: [
        {
          ...{ pointId, pointName: 'Drive end', state: 'kept', reason: null, facts: null },
          ...{ bytes: 1, rawBytes: 1, sha256: null, preview: null },
        },
      ],
    };
  }

  #track(index: number): Uint8Array<ArrayBuffer> {
    const samples = this.#seconds * RATE;
    const counts = new Int16Array(samples);
    const random = new Random(index + 1);
    const between = RATE / (3.5848 * (SPEED_RPM / 60));
    for (let i = 0; i < samples; i++) {
      const turn = (2 * Math.PI * (SPEED_RPM / 60) * i) / RATE;
      const shaft = 0.3 * Math.sin(turn) + 0.1 * Math.sin(2 * turn);
      const since = i % between;
      const ring =
        index * 0.8 * Math.exp(-since / 40) * Math.sin((2 * Math.PI * 3_400 * since) / RATE);
      counts[i] = (shaft + ring + 0.02 * random.gaussian()) / SCALE;
    }
    const raw = new Uint8Array(counts.buffer);
    const t0Us = (this.#nowMs - (this.captureIds.length - index) * DAY_MS) * 1_000;
    const stretches = [
      { from: 0, t0Us },
      ...(this.hasBreak ? [{ from: Math.floor(samples * 0.7), t0Us: t0Us + 3_000_000 }] : []),
    ];
    const facts: TrackFacts = {
      ...{ pointId: fakePointId(0), sensorId: 'sim-1', axis: 0, format: 'int16', unit: this.unit },
      ...{ scale: SCALE, sampleRateHz: RATE, samples, stretches, clockOffMs: null },
      rawSha256: createHash('sha256').update(raw).digest('hex'),
    };
    return writeTrack(facts, codeCounts('int16', raw));
  }
}
