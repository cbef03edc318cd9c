export { CATEGORY_COLORS, type CategoryHue, categoryColor } from './palette.ts';
export {
  type CategoryTemplate,
  type CategoryTemplateId,
  categoryTemplate,
  categoryTemplates,
  type TemplateCategory,
} from './templates.ts';
export {
  type CategoryKind,
  type CategoryNode,
  descendantsOf,
  findTreeProblem,
  MAX_LEVELS,
  type PlacedCategory,
  placeCategories,
  type TreeProblem,
} from './tree.ts';
