import type { SoundOutput } from './alarm-sound.ts';

/** Between two tones, so that they are heard as two. */
const GAP_S = 0.06;
const LOUDNESS = 0.35;
/** A tone that begins at once clicks. */
const RISE_S = 0.012;

/** Tones made by the browser itself: nothing has to be loaded, and they are as loud on each machine as its owner set. */
export function browserTones(window: Window & typeof globalThis): SoundOutput {
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
        tone(audio, hz, audio.currentTime + i * (toneMs / 1000 + GAP_S), toneMs / 1000);
      });
    },
  };
}

function tone(audio: AudioContext, hz: number, fromS: number, lastsS: number): void {
  const source = audio.createOscillator();
  const gain = audio.createGain();
  source.type = 'triangle';
  source.frequency.value = hz;
  gain.gain.setValueAtTime(0, fromS);
  gain.gain.linearRampToValueAtTime(LOUDNESS, fromS + RISE_S);
  gain.gain.setValueAtTime(LOUDNESS, fromS + lastsS - RISE_S);
  gain.gain.linearRampToValueAtTime(0, fromS + lastsS);
  source.connect(gain).connect(audio.destination);
  source.start(fromS);
  source.stop(fromS + lastsS);
}
