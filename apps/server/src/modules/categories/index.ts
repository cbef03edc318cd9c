export { insertTemplateCategories, type SetupTarget } from './apply-template.ts';
export { lockTree } from './repo.ts';
