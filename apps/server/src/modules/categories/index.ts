export { insertTemplateCategories } from './apply-template.ts';
export { lockTree } from './repo.ts';
