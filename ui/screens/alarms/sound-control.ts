import { html } from 'htm/preact';
import { MUTE_MINUTES } from '../../parts/alarm-sound.ts';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords } from '../../text/alarms.ts';
import { clockTime } from '../../text/numbers.ts';

const words = alarmWords.sound;
const shortTime = (atMs: number) => clockTime(atMs).slice(0, 5);

/** The sound of alarms in this browser: whether it is on, and silence for a time that ends by itself. */
export function SoundControl() {
  const { alarmSound: sound, notices } = useApp();
  const until = sound.mutedUntilMs.value;
  if (!sound.isOn.value) {
    return html`<div class="sound-control">
      <button class="button" title=${words.turnOnHelp} onClick=${() => void sound.turnOn()}>
        <${Icon} name="silent" />${words.turnOn}
      </button>
    </div>`;
  }
  if (sound.needsTap.value) {
    return html`<div class="sound-control">
      <button class="button primary" title=${words.needsTapHelp} onClick=${() => void sound.touched()}>
        <${Icon} name="silent" />${words.needsTap}
      </button>
    </div>`;
  }
  const mute = (minutes: number) => {
    sound.mute(minutes);
    notices.done(words.mutedNotice(shortTime(Date.now() + minutes * 60_000)));
  };
  return html`<div class="sound-control" role="group" aria-label=${words.title}>
    <span class="sound-state"><${Icon} name=${until === null ? 'sound' : 'silent'} />${until === null ? words.on : words.muted(shortTime(until))}</span>
    ${
      until === null
        ? html`<span class="muted">${words.mute}</span>
            ${MUTE_MINUTES.map(
              (minutes) =>
                html`<button key=${minutes} class="button" aria-label=${`${words.mute} ${words.muteFor(minutes)}`} onClick=${() => mute(minutes)}>${words.muteFor(minutes)}</button>`,
            )}`
        : html`<button class="button" onClick=${() => sound.unmute()}>${words.unmute}</button>`
    }
    <button class="button icon-only quiet" aria-label=${words.turnOff} title=${words.turnOff} onClick=${() => sound.turnOff()}>
      <${Icon} name="close" />
    </button>
  </div>`;
}
