/** A share of one as a whole percentage that says 100 only when all is done. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
