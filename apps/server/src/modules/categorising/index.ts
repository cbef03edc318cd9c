export { categorisingTasks } from './jobs.ts';
export { type CategoriserData, loadCategoriser, prepareCategoriser } from './load-categoriser.ts';
