import type { FormProblem } from '@/lib/form-action.ts';
import { FormMessage } from './form-message.tsx';
import styles from './notice.module.css';

/** What a form's action refused as a whole; nothing where the fields say it all. */
export function ProblemMessage({ problem }: { problem: FormProblem | null }) {
  if (problem === null || problem.message === null) return null;
  return (
    <FormMessage tone="problem">
      <p>{problem.message}</p>
      {problem.obstacles.length === 0 ? null : (
        <ul>
          {problem.obstacles.map(({ text, changeSetId }) => (
            <li key={text}>
              {text}
              {changeSetId === null ? null : (
                <>
                  {' '}
                  (<a href={`/history/${changeSetId}`}>last change</a>)
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {problem.errorId === null ? null : (
        <p className={styles.id}>
          Error <code>{problem.errorId}</code>
        </p>
      )}
    </FormMessage>
  );
}
