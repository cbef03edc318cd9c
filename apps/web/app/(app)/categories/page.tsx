import { type Category, listCategories, listCategoryTemplates } from '@fintrack/contract';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { AddCategoryForm } from '@/features/categories/add-category-form.tsx';
import styles from '@/features/categories/categories.module.css';
import { CategoriesSkeleton } from '@/features/categories/categories-skeleton.tsx';
import { CategoryTree, type OpenForm } from '@/features/categories/category-tree.tsx';
import { ADD_HREF } from '@/features/categories/hrefs.ts';
import { placeOptions } from '@/features/categories/places.ts';
import { TemplateList } from '@/features/categories/template-list.tsx';
import { ACCURACY_HREF, REVIEW_HREF } from '@/features/categorising/hrefs.ts';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Categories' };

export default function CategoriesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<CategoriesSkeleton />}>
      <Categories searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Categories({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [{ canWrite }, { data: categories }, { data: templates }, open] = await Promise.all([
    pageSession(),
    api.call(listCategories, { query: { includeInactive: 'true' } }),
    api.call(listCategoryTemplates, {}),
    readOpenForm(searchParams),
  ]);
  const tree = { categories, open, canWrite };
  return (
    <>
      <PageHeader title="Categories" detail={categories.length} actions={canWrite ? <AddLink /> : null} />
      <div className={styles.page}>
        <ChangeNotice
          changeSetId={await readParam(searchParams, 'changed')}
          kept={await readParam(searchParams, 'kept')}
        />
        {canWrite && open?.form === 'add' ? <TopForm open={open} categories={categories} /> : null}
        {categories.length === 0 ? (
          <EmptyState sentence="There are no categories. Add one, or start with a ready-made set below." />
        ) : (
          <div className={styles.columns}>
            <CategoryTree kind="expense" {...tree} />
            <CategoryTree kind="income" {...tree} />
          </div>
        )}
        <Section
          title="Set by themselves"
          description="FinTrack learns from the categories that you choose, and sets those that it is sure of."
        >
          <p className={styles.links}>
            <Link href={REVIEW_HREF}>Review rows without a category</Link>
            <Link href={ACCURACY_HREF}>How well it does</Link>
          </p>
        </Section>
        {canWrite ? (
          <Section
            title="Ready-made sets"
            description="Adds what is missing here. What you have stays as it is."
          >
            <TemplateList templates={templates} />
          </Section>
        ) : null}
      </div>
    </>
  );
}

function AddLink() {
  return (
    <LinkButton href={ADD_HREF} scroll={false}>
      <Plus aria-hidden="true" />
      New category
    </LinkButton>
  );
}

/** The form for a category at the top: it stands above the trees, since it belongs to no row. */
function TopForm({ open, categories }: { open: OpenForm; categories: readonly Category[] }) {
  if (open.categoryId !== 'expense' && open.categoryId !== 'income') return null;
  return (
    <AddCategoryForm
      places={placeOptions(categories, ['expense', 'income'])}
      initial={{ place: open.categoryId, color: '' }}
    />
  );
}

async function readOpenForm(searchParams: SearchParams): Promise<OpenForm | null> {
  for (const form of ['add', 'edit', 'delete'] as const) {
    const categoryId = await readParam(searchParams, form);
    if (categoryId !== undefined) return { form, categoryId };
  }
  return null;
}
