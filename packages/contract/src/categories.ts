import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { color, flag, id, instant, name, version } from './fields.ts';

export const categoryKind = z.enum(['income', 'expense']);

export const category = z
  .object({
    id,
    parentId: id.nullable(),
    name: z.string(),
    path: z.array(z.string()).meta({ description: 'Names from the root down to this one.' }),
    depth: z.int().meta({ description: 'Root is 0.' }),
    kind: categoryKind,
    color: z.string().nullable(),
    icon: z.string().nullable(),
    displayOrder: z.int(),
    isActive: z.boolean(),
    transactionCount: z.int().meta({ description: 'Rows of this category itself.' }),
    totalTransactionCount: z.int().meta({ description: 'With those of its descendants.' }),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Category' });
export type Category = z.infer<typeof category>;

const categoryFields = z.object({
  name,
  kind: categoryKind,
  parentId: id.nullish(),
  color: color.nullish(),
  icon: z.string().max(50).nullish(),
  displayOrder: z.int().optional(),
});
const categoryParams = z.object({ categoryId: id });

export const listCategories = endpoint({
  id: 'listCategories',
  method: 'get',
  path: '/categories',
  tag: 'Categories',
  summary: 'The tree as a list in tree order, with counts',
  access: 'member',
  query: z.object({ kind: categoryKind.optional(), includeInactive: flag.optional() }),
  data: z.array(category),
  status: 200,
});

export const createCategory = endpoint({
  id: 'createCategory',
  method: 'post',
  path: '/categories',
  tag: 'Categories',
  summary: "Add a category; below a parent it takes the parent's kind",
  access: 'write',
  body: categoryFields.extend({ kind: categoryKind.optional() }),
  data: category,
  status: 201,
  versioned: true,
});

export const getCategory = endpoint({
  id: 'getCategory',
  method: 'get',
  path: '/categories/{categoryId}',
  tag: 'Categories',
  summary: 'One category',
  access: 'member',
  params: categoryParams,
  data: category,
  status: 200,
  versioned: true,
});

export const updateCategory = endpoint({
  id: 'updateCategory',
  method: 'put',
  path: '/categories/{categoryId}',
  tag: 'Categories',
  summary: 'Rename, move, recolour or retire a category',
  access: 'write',
  params: categoryParams,
  body: categoryFields.partial().extend({ isActive: z.boolean().optional(), version: version.optional() }),
  data: category,
  status: 200,
  versioned: true,
});

const dissolved = z.object({
  reassignedTransactions: z.int(),
  reassignedSeries: z.int().meta({ description: 'Recurring series.' }),
  changedRules: z.int().meta({ description: 'Rules that name the other category now.' }),
  changeSetId: id,
});

export const deleteCategory = endpoint({
  id: 'deleteCategory',
  method: 'delete',
  path: '/categories/{categoryId}',
  tag: 'Categories',
  summary: 'Delete a category; its rows and children go to reassignTo',
  description:
    'Where nothing uses it (rows, children, recurring series, rules) reassignTo is not needed. reassignTo=none leaves the rows and series uncategorised and the children at the root; rules that gave it say that it is gone.',
  access: 'write',
  params: categoryParams,
  query: z.object({ reassignTo: z.union([id, z.literal('none')]).optional() }),
  data: dissolved,
  status: 200,
});

export const mergeCategories = endpoint({
  id: 'mergeCategories',
  method: 'post',
  path: '/categories/merge',
  tag: 'Categories',
  summary: 'Make several categories one',
  access: 'write',
  body: z.object({ sourceIds: z.array(id).min(1).max(100), targetId: id }),
  data: dissolved,
  status: 200,
});

export const categoryTemplate = z
  .object({
    id: z.enum(['personal', 'household', 'freelancer', 'small-business']),
    name: z.string(),
    description: z.string(),
    categories: z.array(
      z.object({
        name: z.string(),
        kind: categoryKind,
        color: z.string(),
        icon: z.string(),
        children: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'CategoryTemplate' });

export const listCategoryTemplates = endpoint({
  id: 'listCategoryTemplates',
  method: 'get',
  path: '/categories/templates',
  tag: 'Categories',
  summary: 'Ready-made category sets',
  access: 'member',
  data: z.array(categoryTemplate),
  status: 200,
});

export const applyCategoryTemplate = endpoint({
  id: 'applyCategoryTemplate',
  method: 'post',
  path: '/categories/templates/{templateId}/apply',
  tag: 'Categories',
  summary: 'Add what a template has and the tenant has not',
  access: 'write',
  params: z.object({ templateId: categoryTemplate.shape.id }),
  data: z.object({ created: z.int(), changeSetId: id }),
  status: 200,
});
