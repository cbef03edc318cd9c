import styles from './search-box.module.css';
import type { Suggestion } from './search-suggestions.ts';

export interface SuggestionListProps {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  onTake: (suggestion: Suggestion) => void;
}

/** What can stand at the caret of the search box, which keeps the focus. */
export function SuggestionList({ id, suggestions, active, onTake }: SuggestionListProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label="Suggestions"
      className={styles.list}
      hidden={suggestions.length === 0}
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={styles.option}
          // The field keeps the focus, so that typing goes on.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
          onKeyDown={() => undefined}
        >
          <span>{suggestion.label}</span>
          {suggestion.hint === null ? null : <span className={styles.hint}>{suggestion.hint}</span>}
        </div>
      ))}
    </div>
  );
}
