import { describe, expect, it } from 'vitest';
import { formatSize } from './format-size.ts';

describe('the size of a file', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [29_700, '30 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_440_000, '1.4 MB'],
    [26_214_400, '26.2 MB'],
  ])('%i: %s', (bytes, text) => {
    expect(formatSize(bytes, 'en-GB')).toBe(text);
  });

  it('is written as the person reads numbers', () => {
    expect(formatSize(1_440_000, 'de-DE')).toBe('1,4 MB');
  });
});
