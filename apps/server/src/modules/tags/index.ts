export { findTagNames } from './repo.names.ts';
export { writeTags } from './write-tags.ts';
