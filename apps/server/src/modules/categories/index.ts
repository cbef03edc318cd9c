export { findOrAddPaths } from './add-paths.ts';
export { insertTemplateCategories } from './apply-template.ts';
export { lockTree } from './repo.ts';
