import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { useAddress } from '../../session/use-address.ts';
import { wallWords as words } from '../../text/plant-wall.ts';

/** So long after the last touch the screen is the plant's alone again, ms. */
const SHOWN_MS = 6_000;

/** Sound, dimming, full screen and the way out: there when somebody touches the screen or comes by keyboard. */
export function WallControls() {
  const { router, alarmSound } = useApp();
  const address = useAddress();
  const isShown = useTouched();
  const isDimming = address.get('dim') === '1';
  const turnSound = () => {
    if (alarmSound.isOn.peek()) alarmSound.turnOff();
    else void alarmSound.turnOn();
  };
  const fullScreen = () => {
    if (document.fullscreenElement === null) void document.documentElement.requestFullscreen();
    else void document.exitFullscreen();
  };
  const leave = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    const node = address.get('node');
    router.go(node === '' ? '/' : `/?node=${node}`);
  };
  return html`<section class="wall-controls" aria-label=${words.controls} data-shown=${isShown || undefined}>
    ${alarmSound.needsTap.value && html`<p>${words.soundTap}</p>`}
    <button class="button" aria-pressed=${alarmSound.isOn.value} onClick=${turnSound}>
      ${alarmSound.isOn.value ? words.soundOff : words.soundOn}
    </button>
    <button
      class="button"
      aria-pressed=${isDimming}
      onClick=${() => router.go(address.with({ dim: isDimming ? '' : '1' }), 'replace')}
    >
      ${isDimming ? words.dimOff : words.dimOn}
    </button>
    ${document.fullscreenEnabled && html`<button class="button" onClick=${fullScreen}>${words.fullScreen}</button>`}
    <button class="button" onClick=${leave}>${words.leave}</button>
  </section>`;
}

/** Whether the screen was touched, or the mouse moved, a moment ago. */
function useTouched(): boolean {
  const isTouched = useSignal(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = () => {
      isTouched.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isTouched.value = false;
      }, SHOWN_MS);
    };
    addEventListener('pointermove', touch, { passive: true });
    addEventListener('pointerdown', touch, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', touch);
      removeEventListener('pointerdown', touch);
    };
  }, []);
  return isTouched.value;
}
