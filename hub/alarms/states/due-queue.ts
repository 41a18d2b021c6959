interface Entry<Item> {
  readonly dueMs: number;
  readonly item: Item;
}

/** Items by when they are due: a binary heap, so that ten thousand delays cost nothing until one of them ends. */
export class DueQueue<Item> {
  readonly #heap: Entry<Item>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** When the next is due; null when nothing waits. */
  get nextMs(): number | null {
    return this.#heap[0]?.dueMs ?? null;
  }

  add(dueMs: number, item: Item): void {
    const heap = this.#heap;
    heap.push({ dueMs, item });
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (heap[parent].dueMs <= heap[i].dueMs) return;
      [heap[parent], heap[i]] = [heap[i], heap[parent]];
      i = parent;
    }
  }

  /** Takes out whatever is due by now, the earliest first. */
  take(nowMs: number): Item[] {
    const due: Item[] = [];
    while (this.#heap.length > 0 && this.#heap[0].dueMs <= nowMs) due.push(this.#pop());
    return due;
  }

  #pop(): Item {
    const heap = this.#heap;
    const { item } = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return item;
    heap[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      const right = left + 1;
      let least = i;
      if (left < heap.length && heap[left].dueMs < heap[least].dueMs) least = left;
      if (right < heap.length && heap[right].dueMs < heap[least].dueMs) least = right;
      if (least === i) return item;
      [heap[least], heap[i]] = [heap[i], heap[least]];
      i = least;
    }
  }
}
