// The shapes inside of the JSON columns, for the services.
export type {
  BooksMark,
  ComparedState,
  Detection,
  DetectionNote,
  FileAnswers,
  ImportError,
  JobProgress,
  ReplayRequest,
  RowCounts,
  RowEdits,
  StoredStatement,
} from './tables-json.ts';
