import { describe, expect, it } from 'vitest';
import { nextStep } from './key-sequence.ts';

const KNOWN = ['?', 'n', 'g d', 'g t', 'd'];

describe('nextStep', () => {
  it('hits a single key at once', () => {
    expect(nextStep('', 'n', KNOWN)).toEqual({ pending: '', hit: 'n' });
  });

  it('waits for the second key of a sequence', () => {
    expect(nextStep('', 'g', KNOWN)).toEqual({ pending: 'g', hit: null });
    expect(nextStep('g', 't', KNOWN)).toEqual({ pending: '', hit: 'g t' });
  });

  it('prefers the sequence to the single key', () => {
    expect(nextStep('g', 'd', KNOWN)).toEqual({ pending: '', hit: 'g d' });
    expect(nextStep('', 'd', KNOWN)).toEqual({ pending: '', hit: 'd' });
  });

  it('starts anew with a key that does not continue', () => {
    expect(nextStep('g', 'n', KNOWN)).toEqual({ pending: '', hit: 'n' });
    expect(nextStep('g', 'g', KNOWN)).toEqual({ pending: 'g', hit: null });
    expect(nextStep('g', 'z', KNOWN)).toEqual({ pending: '', hit: null });
  });
});
