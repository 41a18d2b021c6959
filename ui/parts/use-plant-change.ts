import { NODE_ROUTES } from '#schemas/http/nodes';
import type { PlantChange } from '#schemas/plant/plant-change';
import { request } from '../http/request.ts';
import { useApp } from '../session/app.ts';
import { machineWords as words } from '../text/plant-machine.ts';

/** Tells of a change of the plant, with the way back, and has the tree as it is now. */
export interface PlantChanges {
  /** What was done, in a sentence. */
  readonly did: (sentence: string, change: PlantChange) => Promise<void>;
  /** Takes a change back; false when the hub refused, which was said. */
  readonly undo: (change: PlantChange) => Promise<boolean>;
}

/** `onChanged` hears of every change and of its undoing. */
export function usePlantChange(
  onChanged: (change: PlantChange) => void = () => undefined,
): PlantChanges {
  const { notices, tree } = useApp();
  const undo = async ({ changeId }: PlantChange) => {
    try {
      const undone = await request(NODE_ROUTES.undoPlantChange, { params: { changeId } });
      notices.done(words.undoDone);
      await tree.load();
      onChanged(undone);
      return true;
    } catch (error) {
      notices.failed((error as Error).message);
      return false;
    }
  };
  const did = async (sentence: string, change: PlantChange) => {
    notices.done(sentence, () => void undo(change));
    await tree.load();
    onChanged(change);
  };
  return { did, undo };
}

/** What a change did, in words: "Moved P-101 to Site / Line 2". */
export function changeWords({ what, title, to, from }: PlantChange): string {
  const said = words.changed[what](title);
  const isPlaced = what === 'moved' || what === 'placed';
  return isPlaced && to !== null && to !== from ? words.changedTo(said, to) : said;
}
