import {
  applyCategoryTemplate,
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  listCategoryTemplates,
  mergeCategories,
  updateCategory,
} from '@fintrack/contract';
import { categoryTemplates } from '@fintrack/core/categories';
import { type Route, route } from '../../platform/http/index.ts';
import { applyTemplate } from './apply-template.ts';
import * as dissolving from './dissolve.ts';
import * as service from './service.ts';

export const routes: readonly Route[] = [
  route(listCategories, ({ read, query }) =>
    read(async (tx) => ({ data: await service.listCategories(tx, query) })),
  ),
  route(createCategory, ({ write, body }) =>
    write({ summary: `Added the category "${body.name}"` }, async (tx) => {
      const category = await service.addCategory(tx, body);
      return { data: category, version: category.version };
    }),
  ),
  route(getCategory, ({ read, params }) =>
    read(async (tx) => {
      const category = await service.getCategory(tx, params.categoryId);
      return { data: category, version: category.version };
    }),
  ),
  route(updateCategory, ({ write, params, body: { version: _, ...changes }, expectedVersion }) => {
    const update = { id: params.categoryId, version: expectedVersion(), changes };
    return write({ summary: 'Changed a category' }, async (tx) => {
      const category = await service.changeCategory(tx, update);
      return { data: category, version: category.version };
    });
  }),
  route(deleteCategory, ({ write, params, query }) =>
    write({ kind: 'bulk', summary: 'Deleted a category' }, async (tx) => {
      const dissolved = await dissolving.deleteCategory(tx, params.categoryId, query.reassignTo);
      return { data: { ...dissolved, changeSetId: tx.changeSetId } };
    }),
  ),
  route(mergeCategories, ({ write, body }) =>
    write({ kind: 'bulk', summary: 'Merged categories' }, async (tx) => {
      const dissolved = await dissolving.mergeCategories(tx, body);
      return { data: { ...dissolved, changeSetId: tx.changeSetId } };
    }),
  ),
  route(listCategoryTemplates, ({ read }) =>
    // Nothing is read, but the door is: an ended session is told so here, too.
    read(async (tx) => {
      await tx.entered;
      return {
        data: categoryTemplates().map((template) => ({
          ...template,
          categories: template.categories.map((category) => ({
            ...category,
            children: [...category.children],
          })),
        })),
      };
    }),
  ),
  route(applyCategoryTemplate, ({ write, params }) =>
    write(
      { kind: 'bulk', summary: `Added categories of the template "${params.templateId}"` },
      async (tx) => ({
        data: { created: await applyTemplate(tx, params.templateId), changeSetId: tx.changeSetId },
      }),
    ),
  ),
];
