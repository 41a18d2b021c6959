import type { SoundOutput } from './alarm-sound.ts';

/** Between two tones, so that they are heard as two. */
const GAP_S = 0.06;
/** At full volume; above it the first of several tones would be cut off. */
const LOUDNESS = 0.6;
/** A tone that begins at once clicks. */
const RISE_S = 0.012;

/** Tones made by the browser itself: nothing has to be loaded. `volume` in percent, of what the device itself is set to. */
export function browserTones(
  window: Window & typeof globalThis,
  volume: () => number,
): SoundOutput {
  let context: AudioContext | null = null;
  const made = () => {
    context ??= new window.AudioContext();
    return context;
  };
  return {
    isAllowed: () => context?.state === 'running',
    allow: () => made().resume(),
    play: (tones, toneMs) => {
      const audio = made();
      tones.forEach((hz, i) => {
        const fromS = audio.currentTime + i * (toneMs / 1000 + GAP_S);
        tone(audio, hz, fromS, toneMs / 1000, (LOUDNESS * volume()) / 100);
      });
    },
  };
}

function tone(
  audio: AudioContext,
  hz: number,
  fromS: number,
  lastsS: number,
  loudness: number,
): void {
  const source = audio.createOscillator();
  const gain = audio.createGain();
  source.type = 'triangle';
  source.frequency.value = hz;
  gain.gain.setValueAtTime(0, fromS);
  gain.gain.linearRampToValueAtTime(loudness, fromS + RISE_S);
  gain.gain.setValueAtTime(loudness, fromS + lastsS - RISE_S);
  gain.gain.linearRampToValueAtTime(0, fromS + lastsS);
  source.connect(gain).connect(audio.destination);
  source.start(fromS);
  source.stop(fromS + lastsS);
}
