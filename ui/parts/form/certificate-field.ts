import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { CERTIFICATE_ROUTES, type CertificateFacts } from '#schemas/http/certificates';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { dateTime } from '../../text/numbers.ts';
import { siteSettings } from '../../text/site-settings.ts';
import { Icon } from '../icon.ts';

const words = siteSettings.certificate;
const TYPING_MS = 400;
const DAY_MS = 86_400_000;
/** So long before its end a certificate is worth a word. */
const SOON_DAYS = 30;
type Read =
  | { kind: 'none' | 'reading' }
  | { kind: 'read'; certificates: readonly CertificateFacts[] }
  | { kind: 'wrong'; sentence: string };

/** Certificates as PEM text, with what they say of themselves below: whose they are, their fingerprints, until when they hold. */
export function CertificateField({
  id,
  label,
  value,
  hint = null,
  error = null,
}: {
  id: string;
  label: string;
  value: Signal<string>;
  hint?: string | null;
  error?: string | null;
}) {
  const read = useCertificates(value.value);
  const wrong = error ?? (read.kind === 'wrong' ? read.sentence : null);
  const below = wrong ?? (value.value.trim() === '' ? hint : null);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea
      id=${id}
      name=${id}
      class="pem"
      rows=${value.value.trim() === '' ? 2 : 5}
      maxlength="20000"
      spellcheck=${false}
      placeholder="-----BEGIN CERTIFICATE-----"
      value=${value}
      aria-invalid=${wrong !== null || undefined}
      aria-describedby=${`${id}-below`}
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLTextAreaElement).value;
      }}
    ></textarea>
    <div id=${`${id}-below`} class="stack tight">
      ${below !== null && html`<p class=${wrong === null ? 'hint' : 'hint wrong'} role=${wrong === null ? undefined : 'alert'}>${below}</p>`}
      ${read.kind === 'reading' && html`<p class="hint">${words.reading}</p>`}
      ${read.kind === 'read' && read.certificates.map((one) => html`<${Facts} key=${one.fingerprint} facts=${one} />`)}
    </div>
  </div>`;
}

function useCertificates(pem: string): Read {
  const read = useSignal<Read>({ kind: 'none' });
  useEffect(() => {
    if (pem.trim() === '') {
      read.value = { kind: 'none' };
      return;
    }
    read.value = { kind: 'reading' };
    const controller = new AbortController();
    const timer = setTimeout(() => {
      request(CERTIFICATE_ROUTES.readCertificates, {
        body: { pem },
        signal: controller.signal,
      }).then(
        ({ certificates }) => {
          read.value = { kind: 'read', certificates };
        },
        (failure: Error) => {
          if (!controller.signal.aborted) read.value = { kind: 'wrong', sentence: failure.message };
        },
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [pem]);
  return read.value;
}

function Facts({ facts }: { facts: CertificateFacts }) {
  const { now } = useApp();
  const { subject, issuer, fingerprint, fromMs, toMs } = facts;
  const isGood = now.value >= fromMs && toMs - now.value > SOON_DAYS * DAY_MS;
  return html`<div class="certificate" data-good=${isGood}>
    <${Icon} name=${isGood ? 'good' : 'warning'} />
    <dl>
      <div><dt>${words.subject}</dt><dd>${subject}</dd></div>
      <div><dt>${words.issuer}</dt><dd>${issuer}</dd></div>
      <div><dt>${words.fingerprint}</dt><dd><code class="hash">${fingerprint}</code></dd></div>
      <div><dt class="spoken">${words.holds}</dt><dd class=${isGood ? '' : 'strong'}>${spanOf(facts, now.value)}</dd></div>
    </dl>
  </div>`;
}

function spanOf({ fromMs, toMs }: CertificateFacts, nowMs: number): string {
  if (nowMs < fromMs) return words.notYet(dateTime(fromMs));
  if (nowMs >= toMs) return words.ended(dateTime(toMs));
  const days = Math.floor((toMs - nowMs) / DAY_MS);
  return days <= SOON_DAYS ? words.soon(days) : words.until(dateTime(toMs));
}
