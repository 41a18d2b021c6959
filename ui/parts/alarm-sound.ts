import { type Signal, signal } from '@preact/signals';
import { ALARM_PRIORITIES, type AlarmPriority } from '#schemas/alarms/priority';

/** The part of an audio context that is used, so that a test can listen. */
export interface SoundOutput {
  /** The browser plays nothing before somebody has touched the page. */
  isAllowed(): boolean;
  /** Asks for it; only of use while a tap or a key is being handled. */
  allow(): Promise<void>;
  /** Plays tones one after the other, each a frequency in Hz, `toneMs` long. */
  play(tones: readonly number[], toneMs: number): void;
}

export interface AlarmSoundDeps {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly clock: () => number;
  readonly output: SoundOutput;
  /** The least urgent that the person wants to hear; absent: all. */
  readonly heardFrom?: () => AlarmPriority;
}

interface Pattern {
  readonly tones: readonly number[];
  readonly toneMs: number;
  /** Again after so long while it is not acknowledged; null: once only. */
  readonly againMs: number | null;
}

/** Told apart by number and height of tones, so that nobody has to look (ISA-18.2: each priority has a sound of its own). */
const PATTERNS: Readonly<Record<AlarmPriority, Pattern>> = {
  critical: { tones: [988, 740, 988, 740], toneMs: 160, againMs: 5_000 },
  high: { tones: [784, 784, 784], toneMs: 150, againMs: 20_000 },
  medium: { tones: [587, 587], toneMs: 150, againMs: null },
  low: { tones: [440], toneMs: 140, againMs: null },
};

/** For how long it can be silent, minutes. Not for ever: whoever comes next must hear again. */
export const MUTE_MINUTES = [5, 15, 60] as const;

const ON = 'tremolo.alarm-sound';
const MUTED = 'tremolo.alarm-muted';

/** The sound of alarms in this browser: off until somebody turns it on here, and silent for a time that ends by itself. */
export class AlarmSound {
  readonly isOn: Signal<boolean>;
  /** Until when it is silent, ms by this browser's clock; null: it is not. */
  readonly mutedUntilMs: Signal<number | null>;
  /** It is on, but the browser plays nothing until somebody has touched the page. */
  readonly needsTap: Signal<boolean>;
  readonly #deps: AlarmSoundDeps;
  #playedMs = Number.NEGATIVE_INFINITY;

  constructor(deps: AlarmSoundDeps) {
    this.#deps = deps;
    this.isOn = signal(false);
    this.mutedUntilMs = signal(null);
    this.needsTap = signal(false);
  }

  /** Reads what was chosen in this browser. */
  start(): void {
    const { storage, clock } = this.#deps;
    const until = Number(storage.getItem(MUTED) ?? 0);
    this.isOn.value = storage.getItem(ON) === 'on';
    this.mutedUntilMs.value = until > clock() ? until : null;
    this.#look();
  }

  /** Turns it on and lets it be heard once, so that one knows how loud it is; while a tap is being handled. */
  async turnOn(): Promise<void> {
    this.#deps.storage.setItem(ON, 'on');
    this.isOn.value = true;
    this.unmute();
    await this.touched();
    this.#play('low');
  }

  turnOff(): void {
    this.#deps.storage.removeItem(ON);
    this.isOn.value = false;
    this.#look();
  }

  /** The page was touched: from now on the browser lets it sound. */
  async touched(): Promise<void> {
    if (this.isOn.peek() && !this.#deps.output.isAllowed()) await this.#deps.output.allow();
    this.#look();
  }

  mute(minutes: number): void {
    const until = this.#deps.clock() + minutes * 60_000;
    this.#deps.storage.setItem(MUTED, String(until));
    this.mutedUntilMs.value = until;
  }

  unmute(): void {
    this.#deps.storage.removeItem(MUTED);
    this.mutedUntilMs.value = null;
  }

  /** Something of this priority was raised just now. */
  raised(priority: AlarmPriority): void {
    if (this.#isHeard() && this.#isWanted(priority)) this.#play(priority);
  }

  /** The worst that nobody has acknowledged, looked at each second: repeats what must not be forgotten. */
  tick(worst: AlarmPriority | null): void {
    const until = this.mutedUntilMs.peek();
    if (until !== null && until <= this.#deps.clock()) this.unmute();
    this.#look();
    if (worst === null || !this.#isHeard() || !this.#isWanted(worst)) return;
    const { againMs } = PATTERNS[worst];
    if (againMs !== null && this.#deps.clock() - this.#playedMs >= againMs) this.#play(worst);
  }

  #isHeard(): boolean {
    return this.isOn.peek() && this.mutedUntilMs.peek() === null && !this.needsTap.peek();
  }

  #isWanted(priority: AlarmPriority): boolean {
    const from = this.#deps.heardFrom?.() ?? 'low';
    return ALARM_PRIORITIES.indexOf(priority) <= ALARM_PRIORITIES.indexOf(from);
  }

  #play(priority: AlarmPriority): void {
    const { tones, toneMs } = PATTERNS[priority];
    this.#playedMs = this.#deps.clock();
    this.#deps.output.play(tones, toneMs);
  }

  #look(): void {
    this.needsTap.value = this.isOn.peek() && !this.#deps.output.isAllowed();
  }
}
