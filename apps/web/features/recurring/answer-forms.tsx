'use client';

import { Button, type ButtonLook } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { answerSeries } from './actions.ts';
import styles from './recurring.module.css';

type Answer = 'accepted' | 'dismissed' | 'ended';

const WORDS: Readonly<Record<Answer, string>> = {
  accepted: 'Accept',
  dismissed: 'Dismiss',
  ended: 'It has ended',
};

export interface AnswerFormsProps {
  series: { readonly id: string; readonly version: number; readonly name: string };
  answers: readonly Answer[];
  /** Where the answer leads to. */
  back: 'list' | 'series';
}

/** Yes, no, or over. */
export function AnswerForms({ series, answers, back }: AnswerFormsProps) {
  return (
    <div className={styles.answers}>
      {answers.map((answer, index) => (
        <AnswerForm key={answer} {...{ series, answer, back }} look={index === 0 ? 'secondary' : 'quiet'} />
      ))}
    </div>
  );
}

interface AnswerFormProps extends Omit<AnswerFormsProps, 'answers'> {
  answer: Answer;
  look: ButtonLook;
}

function AnswerForm({ series, answer, back, look }: AnswerFormProps) {
  const { form, problem, isPending } = useFormAction(answerSeries);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="seriesId" value={series.id} />
      <input type="hidden" name="version" value={series.version} />
      <input type="hidden" name="state" value={answer} />
      <input type="hidden" name="back" value={back} />
      <Button type="submit" small look={look} isPending={isPending}>
        {WORDS[answer]} <VisuallyHidden>: {series.name}</VisuallyHidden>
      </Button>
    </form>
  );
}
