const CARD = /^GPU \d+: .*\(UUID: (GPU-[\da-f-]+)\)$/i;
const DEVICE = /^MIG \S+ +Device +(\d+): \(UUID: (MIG-[\da-f-]+)\)$/i;

/**
 * The names of MIG devices by the UUID of their card and then by their index, from `nvidia-smi -L`. Drivers before 470 name them by
 * path (`MIG-GPU-…/1/0`): those are left out.
 */
export function parseMigNames(text: string): Map<string, Map<number, string>> {
  const cards = new Map<string, Map<number, string>>();
  let devices = new Map<number, string>();
  for (const line of text.split('\n').map((one) => one.trim())) {
    const card = CARD.exec(line)?.[1];
    if (card !== undefined) {
      devices = new Map();
      cards.set(card, devices);
    }
    const [, index, name] = DEVICE.exec(line) ?? [];
    if (name !== undefined) devices.set(Number(index), name);
  }
  return cards;
}
