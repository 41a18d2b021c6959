import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { PasswordStrength } from '#schemas/access/password-strength';
import { access } from '../../text/access.ts';

/**
 * How a new password stands up to guessing, while it is typed. The dictionaries are fetched when the first letter is typed;
 * until they are there nothing is said, and the hub judges again anyway.
 */
export function Strength({ password, words }: { password: string; words: readonly string[] }) {
  const strength = useSignal<PasswordStrength | null>(null);
  useEffect(() => {
    if (password === '') {
      strength.value = null;
      return;
    }
    let isCurrent = true;
    import('#schemas/access/password-strength').then(
      ({ strengthOf }) => {
        if (isCurrent) strength.value = strengthOf(password, words);
      },
      (error) => console.error(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [password, ...words]);
  const found = strength.value;
  const level = found === null ? 0 : found.isCommon ? 1 : Math.max(1, found.score);
  const word = found === null ? '' : access.strength[found.isCommon ? 0 : found.score];
  return html`<div class="strength" data-level=${level}>
    <div class="strength-bar" aria-hidden="true">
      ${[1, 2, 3, 4].map((n) => html`<span key=${n} class=${n <= level ? 'on' : ''}></span>`)}
    </div>
    <p class="hint" role="status">${word}</p>
  </div>`;
}
