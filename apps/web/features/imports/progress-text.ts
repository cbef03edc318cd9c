import type { ImportSummary } from '@fintrack/contract';
import { rowsText } from './words.ts';

/** "43 %, 430,000 of 1,000,000 rows, 2 minutes left", as far as it is known. */
export function progressText(progress: ImportSummary['progress']): string | undefined {
  const { done, total, percent, secondsLeft } = progress;
  const rows =
    done === 0
      ? null
      : total === 0
        ? rowsText(done)
        : `${done.toLocaleString('en-US')} of ${rowsText(total)}`;
  const parts = [
    percent === null ? null : `${percent} %`,
    rows,
    secondsLeft === null ? null : timeLeft(secondsLeft),
  ].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Coarse enough not to jump about. */
function timeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 55) return `${Math.ceil(seconds / 10) * 10} seconds left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute left' : `${minutes} minutes left`;
}
