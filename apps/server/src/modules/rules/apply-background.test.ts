import type { RulePreview, RuleRun } from '@fintrack/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { settled, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

const app: TestApp = await createTestApp({ withWorker: true });
const user: TestClient = await signUp(app);
afterAll(() => app.close());

/** Waits until rules have been applied in the background. */
async function ended(runId: string): Promise<RuleRun> {
  for (;;) {
    const { data } = await user.get<RuleRun>(`/rules/runs/${runId}`);
    if (data.status !== 'running') return data;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('applyRules over many rows', () => {
  it('202: more than 20,000 rows go in the background, in one change set', async () => {
    const giro = await user.addAccount({ name: 'Giro' });
    await user.post('/rules', {
      name: 'All',
      condition: { field: 'rawText', operator: 'contains', value: 'mass' },
      actions: [{ kind: 'addTags', tags: ['all'] }],
    });
    const rule = (await user.get<{ id: string; version: number }[]>('/rules')).data[0];
    await user.put(`/rules/${rule?.id}`, { isActive: false, version: rule?.version });
    const lines = Array.from({ length: 20_100 }, (_, index) => `2026-02-01,MASS ${index},-1.00`);
    const draft = await upload(app, user, {
      name: 'mass.csv',
      content: `Date,Description,Amount\n${lines.join('\n')}\n`,
      accountId: giro,
    });
    await settled(user, draft.data.id);
    await user.post(`/imports/${draft.data.id}/commit`);
    await settled(user, draft.data.id);
    const wanted = {
      condition: { field: 'rawText', operator: 'endsWith', value: '00' },
      actions: [{ kind: 'addTags', tags: ['hundred'] }],
    };
    // The newest 20,000: of 20,100 rows of one day the hundred that were read first are left out.
    const preview = await user.post<RulePreview>('/rules/preview', wanted);
    expect(preview.data).toMatchObject({ rows: 20_000, isWhole: false, matches: 200, changes: 200 });
    expect(preview.data.examples).toHaveLength(50);
    await user.put(`/rules/${rule?.id}`, { isActive: true, version: 2 });
    const started = await user.post<RuleRun>('/rules/apply', {});
    expect([started.status, started.data]).toMatchObject([202, { status: 'running', total: 20_100 }]);
    const done = await ended(started.data.id);
    expect(done).toMatchObject({ status: 'done', rows: 20_100, changed: 20_100, kept: 0, refused: 0 });
    const set = await user.get<{ summary: string }>(`/change-sets/${done.changeSetId}`);
    expect(set.data.summary).toBe('Applied the rule "All" to 20,100 rows');
  }, 120_000);
});
