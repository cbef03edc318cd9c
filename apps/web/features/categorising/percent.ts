/** A function that writes shares as people of a language do: 0.931 is "93.1%". */
export function percentFormatter(locale: string): (share: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (share) => format.format(share);
}
