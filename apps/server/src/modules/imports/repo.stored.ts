// The shapes inside of the JSON columns, for the services.
export type {
  ComparedState,
  Detection,
  DetectionNote,
  FileAnswers,
  ImportError,
  JobProgress,
  RowCounts,
  RowEdits,
  StoredStatement,
} from './tables-json.ts';
