'use client';

import type { CategorySuggestion } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { CategoryDot } from '@/components/category-dot.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { categoryHue } from '@/lib/hue.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { acceptSuggestion } from './actions.ts';
import styles from './categorising.module.css';

export interface SuggestionFormProps {
  transactionId: string;
  version: number;
  suggestions: readonly CategorySuggestion[];
  /** Which row, for screen readers: the buttons stand there many times. */
  of: string;
  /** On the row's own page, to which it comes back. */
  fromRow?: boolean;
  canWrite: boolean;
}

/** Up to three categories, each a button with how likely it is and why. */
export function SuggestionForm(props: SuggestionFormProps) {
  const { transactionId, version, suggestions, of, fromRow = false, canWrite } = props;
  const { form, problem, isPending } = useFormAction(acceptSuggestion);
  return (
    <form {...form} className={styles.choices}>
      <input type="hidden" name="transactionId" value={transactionId} />
      {fromRow ? <input type="hidden" name="fromRow" value="yes" /> : null}
      <ProblemMessage problem={problem} />
      <ol className={styles.choiceRows}>
        {suggestions.map(
          ({ categoryId, categoryName, categoryColor, path, confidenceText, reasons }, index) => (
            <li key={categoryId} className={styles.choice}>
              {canWrite ? (
                <Button
                  type="submit"
                  name="choice"
                  value={`${categoryId} ${version}`}
                  small
                  look={index === 0 ? 'secondary' : 'quiet'}
                  isDisabled={isPending}
                  data-choice={index + 1}
                >
                  <CategoryDot
                    hue={categoryHue({ color: categoryColor, name: categoryName })}
                    name={categoryName}
                  />
                  <VisuallyHidden> for {of}</VisuallyHidden>
                </Button>
              ) : (
                <CategoryDot
                  hue={categoryHue({ color: categoryColor, name: categoryName })}
                  name={path.join(' › ')}
                />
              )}
              <span className={styles.confidence}>{confidenceText}</span>
              <span className={styles.reason}>{reasons.join('. ')}.</span>
            </li>
          ),
        )}
      </ol>
    </form>
  );
}
