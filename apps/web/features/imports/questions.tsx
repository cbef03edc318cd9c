import type { ImportSummary } from '@fintrack/contract';
import { FormMessage } from '@/components/form-message.tsx';
import styles from './imports.module.css';
import { QuestionForm } from './question-form.tsx';

/** What only the person can answer, first of all; accounts are chosen with their statements. */
export function Questions({ draft }: { draft: ImportSummary }) {
  const open = draft.questions.filter(({ subject }) => subject !== 'account');
  if (open.length === 0) return null;
  const lacksDate = draft.mapping?.columns.includes('date') === false;
  const labels = columnLabels(draft);
  return (
    <FormMessage tone="warning">
      <div className={styles.questions}>
        <strong>{open.length === 1 ? 'One question first' : `${open.length} questions first`}</strong>
        {open.map((question, index) => (
          <QuestionForm
            key={question.text}
            question={question}
            options={question.subject === 'columns' ? labels : question.options}
            // Which column holds the date is asked before which holds the amount.
            role={lacksDate && index === 0 ? 'date' : 'amount'}
            importId={draft.id}
            version={draft.version}
          />
        ))}
      </div>
    </FormMessage>
  );
}

/** Columns by their headings, else by their first cell. */
function columnLabels({ header, firstLines, mapping }: ImportSummary): { value: string; label: string }[] {
  const example = firstLines[(mapping?.preambleRecords ?? 0) + (mapping?.hasHeader ? 1 : 0)] ?? [];
  return (mapping?.columns ?? []).map((_, index) => {
    const name = header?.[index] ?? example[index] ?? '';
    return {
      value: String(index),
      label: name === '' ? `Column ${index + 1}` : `Column ${index + 1}: ${name}`,
    };
  });
}
