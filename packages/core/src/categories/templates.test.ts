import { describe, expect, it } from 'vitest';
import { CATEGORY_COLORS, categoryTemplates } from './index.ts';

describe.each(categoryTemplates().map((template) => [template.id, template] as const))(
  'template %s',
  (_, template) => {
    it('has income and expense, each with children', () => {
      expect(new Set(template.categories.map((category) => category.kind))).toEqual(
        new Set(['income', 'expense']),
      );
      for (const category of template.categories) expect(category.children.length).toBeGreaterThan(1);
    });

    it('repeats no name among siblings, whatever the case', () => {
      const lists = [
        template.categories.map((category) => category.name),
        ...template.categories.map((c) => c.children),
      ];
      for (const names of lists) {
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      }
    });

    it('gives each root a colour of its own from the palette, and a Lucide icon name', () => {
      const colors = template.categories.map((category) => category.color);
      expect(new Set(colors).size).toBe(colors.length);
      for (const category of template.categories) {
        expect(CATEGORY_COLORS).toContain(category.color);
        expect(category.icon).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      }
    });
  },
);
