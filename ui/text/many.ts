/** A number of things: "1 point", "3 points", "2 batches". */
export const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;
