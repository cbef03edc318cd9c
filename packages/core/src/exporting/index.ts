export { guardText, readGuardedText } from './cell-text.ts';
export {
  type CategoryPath,
  type CellKind,
  EXPORT_COLUMNS,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  type ExportedPart,
  type ExportedRow,
} from './exported-row.ts';
export { type ExportHeader, readCells, readExportHeader } from './read-cells.ts';
export { type ExportedRowReading, readExportedRow } from './read-exported-row.ts';
export { PATH_SEPARATOR, writeCells, writeCsvRecord } from './write-cells.ts';
