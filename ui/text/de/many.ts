/** A number of things: "1 Messstelle", "3 Messstellen"; the plural is always said, for none can be made by rule. */
export const many = (n: number, one: string, more: string = one) => `${n} ${n === 1 ? one : more}`;
