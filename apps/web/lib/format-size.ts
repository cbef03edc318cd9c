/** Bytes in the unit that reads best: "812 bytes", "24 kB", "1.4 MB". */
export function formatSize(bytes: number, locale: string): string {
  if (bytes < 1000) return format(bytes, locale, { unit: 'byte', unitDisplay: 'long' });
  if (bytes < 999_500) return format(bytes / 1000, locale, { unit: 'kilobyte' });
  return format(bytes / 1_000_000, locale, { unit: 'megabyte', maximumFractionDigits: 1 });
}

function format(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, { style: 'unit', maximumFractionDigits: 0, ...options }).format(value);
}
