import { type Signal, signal } from '@preact/signals';

/** One signal for each field of a draft, as form fields take them. */
export type FieldSignals<Draft> = { readonly [Name in keyof Draft]: Signal<string> };

export function fieldSignals<Draft extends object>(draft: Draft): FieldSignals<Draft> {
  const entries = Object.entries(draft).map(([name, value]) => [name, signal(value)]);
  return Object.fromEntries(entries) as FieldSignals<Draft>;
}

/** The draft as it is typed now. */
export function typedIn<Draft>(fields: FieldSignals<Draft>): Draft {
  const entries = Object.entries<Signal<string>>(fields as never);
  return Object.fromEntries(entries.map(([name, { value }]) => [name, value])) as Draft;
}
