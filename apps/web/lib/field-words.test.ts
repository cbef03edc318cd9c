import { describe, expect, it } from 'vitest';
import { actionName, fieldName, resourceHref, resourceName } from './field-words.ts';

describe('words for what the API names', () => {
  it.each([
    ['categoryId', 'Category'],
    ['displayOrder', 'Display order'],
    ['amount_minor', 'Amount'],
    ['payment_method', 'Payment method'],
  ])('the field %s is "%s"', (field, words) => expect(fieldName(field)).toBe(words));

  it.each([
    ['payee_alias', 'Payee alias'],
    ['tenant', 'Settings'],
  ])('the resource %s is "%s"', (type, words) => expect(resourceName(type)).toBe(words));

  it.each([
    ['session_ended', 'Ended a session'],
    ['mend_drift', 'Mend drift'],
  ])('the action %s is "%s"', (action, words) => expect(actionName(action)).toBe(words));

  it('only what has a page is a link', () => {
    expect(resourceHref('transaction', 'x')).toBe('/transactions/x');
    expect(resourceHref('tag', 'x')).toBeNull();
    expect(resourceHref('import', null)).toBeNull();
  });
});
