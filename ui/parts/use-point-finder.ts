import { useApp } from '../session/app.ts';
import { fullName } from '../websocket/point-cell.ts';
import type { Pick } from './form/pick-field.ts';

const FOUND_MAX = 12;

/** Finds points of the plant by words of their name, machine and area. */
export function usePointFinder(): (words: string) => Promise<readonly Pick[]> {
  const { plant } = useApp();
  return async (words) => {
    const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return plant.order
      .peek()
      .flatMap((pointId): Pick[] => {
        const point = plant.cell(pointId)?.point.peek();
        if (point === undefined) return [];
        const word = fullName(point);
        const said = `${word} ${point.area ?? ''} ${point.tags.join(' ')}`.toLocaleLowerCase();
        if (!wanted.every((one) => said.includes(one))) return [];
        return [{ id: pointId, word, ...(point.area === null ? {} : { more: point.area }) }];
      })
      .slice(0, FOUND_MAX);
  };
}
