'use client';

import type { ColumnRole, ImportSummary } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { localFigures } from '@/lib/local-figures.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { changeReading } from './actions.ts';
import styles from './imports.module.css';

export interface QuestionFormProps {
  question: ImportSummary['questions'][number];
  options: readonly SelectOption[];
  /** For a question about columns: the role that the chosen one gets. */
  role: ColumnRole;
  importId: string;
  version: number;
}

/** One question about the file, with the likelier answer chosen. */
export function QuestionForm({ question, options, role, importId, version }: QuestionFormProps) {
  const { form, problem, isPending } = useFormAction(changeReading);
  const { locale } = useFormat();
  const isColumn = question.subject === 'columns';
  // The headings of columns are the file's own words.
  const labelled = isColumn
    ? options
    : options.map((option) => ({ ...option, label: localFigures(option.label, locale) }));
  return (
    <form {...form} className={styles.question} aria-label={question.text}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="answers" value="1" />
      {isColumn ? <input type="hidden" name="assignRole" value={role} /> : null}
      <NativeSelect
        label={question.text}
        name={isColumn ? 'assignColumn' : question.subject}
        options={labelled}
        defaultValue={question.suggested ?? options[0]?.value}
      />
      <Button type="submit" isPending={isPending}>
        Answer
      </Button>
    </form>
  );
}
