export { DiskFileStore } from './disk-file-store.ts';
export type { FileStore, StoredFile } from './file-store.ts';
