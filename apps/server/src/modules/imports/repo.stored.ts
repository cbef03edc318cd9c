// The shapes inside of the JSON columns, for the services.
export type {
  Detection,
  DetectionNote,
  ImportError,
  RowCounts,
  RowEdits,
  StoredStatement,
} from './tables-json.ts';
