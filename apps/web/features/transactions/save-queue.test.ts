import { describe, expect, it } from 'vitest';
import { SaveQueue } from './save-queue.ts';

describe('SaveQueue', () => {
  it('gives a second save of a row the version that the first one left', async () => {
    const queue = new SaveQueue();
    const sent: number[] = [];
    const save = (row: { id: string; version: number }) =>
      queue.run(row, async (version) => {
        sent.push(version);
        await Promise.resolve();
        return { data: { version: version + 1 } };
      });
    await Promise.all([
      save({ id: 'a', version: 1 }),
      save({ id: 'a', version: 1 }),
      save({ id: 'b', version: 7 }),
    ]);
    expect(sent).toEqual([1, 7, 2]);
  });

  it('goes on after a refusal', async () => {
    const queue = new SaveQueue();
    const refused = queue.run({ id: 'a', version: 1 }, () => Promise.reject(new Error('refused')));
    const next = queue.run({ id: 'a', version: 1 }, (version) => Promise.resolve({ data: { version } }));
    await expect(refused).rejects.toThrow('refused');
    expect(await next).toEqual({ data: { version: 1 } });
  });
});
