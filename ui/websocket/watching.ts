import type { PointId } from '#schemas/ids/ids';
import { WATCH_MAX } from '#schemas/websocket/messages';
import type { LiveConnection } from './live-connection.ts';

interface Wish {
  readonly pointId: PointId;
  readonly maxHz: number;
}

/** Which points the parts of a page look at. The hub is asked for all of them together, as often as the most curious wants. */
export class Watching {
  private readonly live: Pick<LiveConnection, 'watch'>;
  private readonly wishes = new Set<Wish>();
  private isDue = false;

  constructor(live: Pick<LiveConnection, 'watch'>) {
    this.live = live;
  }

  /** Views of the point, at most `maxHz` a second, until the answer is called. Of more than the hub gives one screen the latest wait. */
  watch(pointId: PointId, maxHz: number): () => void {
    const wish = { pointId, maxHz };
    this.wishes.add(wish);
    this.ask();
    return () => {
      if (this.wishes.delete(wish)) this.ask();
    };
  }

  /** Once for all that a screen changes in one go. */
  private ask(): void {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => {
      this.isDue = false;
      const wishes = [...this.wishes];
      const points = [...new Set(wishes.map(({ pointId }) => pointId))].slice(0, WATCH_MAX);
      this.live.watch(points, Math.max(1, ...wishes.map(({ maxHz }) => maxHz)));
    });
  }
}
