import { describe, expect, it } from 'vitest';
import { metadataPairs, readDetails } from './read-details.ts';

function form(fields: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

const pairs = (...names: readonly (readonly [string, string])[]) =>
  names.flatMap(([name, value]) => [['metadataName', name] as const, ['metadataValue', value] as const]);

describe('readDetails', () => {
  it('reads tags, payment method and pairs; empty lines are not there', () => {
    const sent = form([
      ['tags', 'trip, work,, trip '],
      ['paymentMethod', ' card '],
      ...pairs(['receipt', 'A 17'], ['', ' '], ['empty', '']),
    ]);
    expect(readDetails(sent, {}).details).toEqual({
      tags: ['trip', 'work'],
      paymentMethod: 'card',
      metadata: { receipt: 'A 17', empty: '' },
    });
    expect(readDetails(form([['paymentMethod', ' ']]), {}).details).toEqual({
      tags: [],
      paymentMethod: null,
      metadata: {},
    });
  });

  it('keeps a number or list while its text is unchanged', () => {
    const before = { size: 7, parts: ['a'], note: 'x' };
    expect(metadataPairs(before)).toEqual([
      { name: 'size', value: '7' },
      { name: 'parts', value: '["a"]' },
      { name: 'note', value: 'x' },
    ]);
    const same = form(pairs(['size', '7'], ['parts', '["a"]'], ['note', 'y']));
    expect(readDetails(same, before).details?.metadata).toEqual({ size: 7, parts: ['a'], note: 'y' });
    expect(readDetails(form(pairs(['size', '8'])), before).details?.metadata).toEqual({ size: '8' });
  });

  it.each([
    [pairs(['', 'A 17']), 'Give "A 17" a name.'],
    [pairs(['a', '1'], ['a ', '2']), 'There are two named "a". Give one another name.'],
  ])('says what is wrong with %j', (fields, message) => {
    expect(readDetails(form(fields), {}).fieldErrors).toEqual({ metadata: message });
  });
});
