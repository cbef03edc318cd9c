export { categorisingTasks } from './jobs.ts';
export { loadCategoriser } from './load-categoriser.ts';
