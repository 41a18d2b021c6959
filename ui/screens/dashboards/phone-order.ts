import type { Widget } from '#schemas/dashboards/widget';

/**
 * Widgets as they stand below one another on a phone: in the order that somebody gave them there, then those that came since, in
 * reading order.
 */
export function inPhoneOrder(widgets: readonly Widget[]): Widget[] {
  const place = ({ phoneOrder }: Widget) => phoneOrder ?? widgets.length;
  return widgets.toSorted((a, b) => place(a) - place(b) || a.y - b.y || a.x - b.x);
}

/** Whether somebody gave them an order for phones. */
export function isArrangedForPhones(widgets: readonly Widget[]): boolean {
  return widgets.some(({ phoneOrder }) => phoneOrder !== undefined);
}

/** The same with this one at the `to`-th place of the phone, counted from 0; where they stand on a wall stays as it is. */
export function movedOnPhone(widgets: readonly Widget[], id: string, to: number): Widget[] {
  const order = inPhoneOrder(widgets).map((one) => one.id);
  const from = order.indexOf(id);
  if (from < 0) return [...widgets];
  order.splice(from, 1);
  order.splice(Math.min(order.length, Math.max(0, to)), 0, id);
  return widgets.map((one) => ({ ...one, phoneOrder: order.indexOf(one.id) }));
}

/** The same in reading order again. */
export function unarrangedOnPhone(widgets: readonly Widget[]): Widget[] {
  return widgets.map(({ phoneOrder: _order, ...one }) => one as Widget);
}
