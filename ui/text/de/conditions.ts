import type { conditions as english } from '../conditions.ts';
import type { Said } from '../said.ts';

const PARTS: Readonly<Record<string, string>> = { broker: 'Der Broker', store: 'Die Datenbank' };

/** Words about what is wrong with the system itself, in German. */
export const conditions: Said<typeof english> = {
  title: 'Jetzt nicht in Ordnung',
  none: 'Mit Hub, Agenten und GPUs ist alles in Ordnung.',
  earlier: 'Früher',
  earlierNone: 'Früher war nichts.',
  more: 'Mehr zeigen',
  failed: 'Was früher war, kann nicht gezeigt werden',
  severity: { critical: 'Kritisch', warning: 'Warnung' },
  since: (age) => `seit ${age}`,
  from: (from, to) => `${from} bis ${to}`,
  hub: 'dem Hub',
  says: {
    part_down: ({ part }) => `${PARTS[part] ?? part} antwortet nicht.`,
    gpu_failed: ({ gpu, where }) =>
      gpu === null
        ? `Der GPU-Treiber von ${where} fällt aus: Seine Aufträge bekommen den Prozessor.`
        : `${gpu} fällt aus: Der Treiber erreicht sie nicht, oder ihr Speicher macht Fehler.`,
    gpu_hot: ({ gpu }) =>
      `${gpu ?? 'Eine GPU'} ist zu heiß: Hitze bremst sie. Prüfen Sie die Kühlung.`,
    disk_nearly_full: ({ where, value }) => `Die Platte von ${where} ist zu ${value} voll.`,
    disk_filling: ({ where, value }) => `Die Platte von ${where} füllt sich: ${value} sind belegt.`,
    dead_letters_many: ({ value, limit }) =>
      `${value} gescheiterte Aufträge warten; die Grenze ist ${limit}.`,
    agent_offline: ({ where, value }) => `${where} antwortet seit ${value} nicht.`,
    queue_long: ({ part, value, limit }) =>
      `${value} Aufträge warten in der Warteschlange ${part}; die Grenze ist ${limit}.`,
    store_slow: ({ value, limit }) =>
      `Die Datenbank brauchte ${value} für eine Antwort; die Grenze ist ${limit}.`,
  },
};
