import { describe, expect, test } from 'vitest';
import { findPasswordWeakness } from './password-policy.ts';

const ADA = { email: 'ada.lovelace@example.org', names: ['Ada Lovelace', 'Analytical Engines'] };

describe('findPasswordWeakness', () => {
  test.each(['Password1', 'QWERTY123', 'Dragon2026!', '123Monkey', 'Iloveyou1'])(
    '%s is common',
    (password) => {
      expect(findPasswordWeakness(password, ADA)).toContain('most used');
    },
  );

  test.each([
    'Ada.Lovelace@example.org',
    'Ada.Lovelace1',
    'Lovelace1815',
    'AdaLovelace1',
    '!Analytical1',
    'Ada12345',
  ])('%s is her own', (password) => {
    expect(findPasswordWeakness(password, ADA)).toContain('your own');
  });

  test.each(['Zinc otter 4 lanterns', 'tR7-vel9qGz', 'Motorboot-Linse-3'])('%s will do', (password) => {
    expect(findPasswordWeakness(password, ADA)).toBeNull();
  });

  test('does without a name', () => {
    expect(findPasswordWeakness('Zinc otter 4', { email: 'x@example.org', names: [''] })).toBeNull();
  });
});
