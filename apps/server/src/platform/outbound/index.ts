export { FetchFileError, fetchFile } from './fetch-file.ts';
