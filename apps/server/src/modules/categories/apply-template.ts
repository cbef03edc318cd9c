import {
  type CategoryTemplate,
  type CategoryTemplateId,
  categoryTemplate,
  type TemplateCategory,
} from '@fintrack/core/categories';
import type { Executor, TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import * as repo from './repo.ts';

/** Adds what the template has and the tenant has not, by name and place. Answers how many. */
export async function applyTemplate(tx: TenantTransaction, id: CategoryTemplateId): Promise<number> {
  await repo.lockTree(tx);
  const present = await repo.findCategories(tx);
  const rows = templateRows(tx.tenantId, categoryTemplate(id), present);
  await repo.insertCategories(tx.sql, rows);
  return rows.length;
}

/** A tenant that is being made, and the change set of its making: registration inserts that row itself. */
export interface SetupTarget {
  readonly tenantId: string;
  readonly changeSetId: string;
}

/** The default categories of a new tenant, inside the registration's own transaction. */
export async function insertTemplateCategories(
  executor: Executor,
  target: SetupTarget,
  template: CategoryTemplateId,
): Promise<void> {
  await repo.enterSetup(executor, target);
  await repo.insertCategories(executor, templateRows(target.tenantId, categoryTemplate(template), []));
}

/** Rows for what is not there. Parents come first: a child's foreign key asks for them. */
function templateRows(
  tenantId: string,
  template: CategoryTemplate,
  present: readonly repo.CategoryRow[],
): repo.NewCategory[] {
  const roots: repo.NewCategory[] = [];
  const children: repo.NewCategory[] = [];
  for (const [displayOrder, category] of template.categories.entries()) {
    const existing = findSibling(present, null, category.name);
    // A root of the same name and another kind is the user's own: nothing of the template fits below it.
    if (existing && existing.kind !== category.kind) continue;
    const parentId = existing?.id ?? newId();
    if (!existing) {
      const { name, kind, color, icon } = category;
      roots.push({ id: parentId, tenantId, parentId: null, name, kind, color, icon, displayOrder });
    }
    children.push(...childRows({ tenantId, parentId, category, present }));
  }
  return [...roots, ...children];
}

interface ChildPlan {
  readonly tenantId: string;
  readonly parentId: string;
  readonly category: TemplateCategory;
  readonly present: readonly repo.CategoryRow[];
}

function childRows({ tenantId, parentId, category, present }: ChildPlan): repo.NewCategory[] {
  const { kind, color } = category;
  return category.children
    .map((name, displayOrder) => ({
      id: newId(),
      tenantId,
      parentId,
      name,
      kind,
      color,
      icon: null,
      displayOrder,
    }))
    .filter((child) => !findSibling(present, parentId, child.name));
}

function findSibling(rows: readonly repo.CategoryRow[], parentId: string | null, name: string) {
  return rows.find((row) => row.parentId === parentId && row.name.toLowerCase() === name.toLowerCase());
}
