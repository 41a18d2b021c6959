/** The shape of these words in another language: the same keys, and functions of the same arguments. */
export type Said<Words> = Words extends string
  ? string
  : Words extends (...about: infer About) => infer Answer
    ? (...about: About) => Answer extends string ? string : Answer
    : { readonly [Key in keyof Words]: Said<Words[Key]> };
