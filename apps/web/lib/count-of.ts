const figures = new Intl.NumberFormat('en');

/** "1 transaction", "1,204 transactions". */
export function countOf(count: number, one: string, many: string): string {
  return `${figures.format(count)} ${count === 1 ? one : many}`;
}
