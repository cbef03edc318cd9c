'use client';

import { parseQuery, type QueryProblem } from '@fintrack/core/search';
import { Search } from 'lucide-react';
import Form from 'next/form';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useFormat } from '@/components/format-provider.tsx';
import { HiddenFilter } from './filter-fields.tsx';
import styles from './search-box.module.css';
import { SearchProblemNote } from './search-notes.tsx';
import { SuggestionList } from './search-suggestion-list.tsx';
import { type SearchNames, type Suggestion, suggest } from './search-suggestions.ts';
import { filterHref, type TransactionFilter } from './transaction-filter.ts';

const TYPING_PAUSE_MS = 350;

export interface SearchBoxProps {
  basePath: string;
  filter: TransactionFilter;
  names: SearchNames;
  /** What the server could not read of the search in the address: a name that nobody has. */
  problem: QueryProblem | null;
}

/** One box for words and operators. It suggests what can stand at the caret, and points at what cannot be read. */
export function SearchBox({ basePath, filter, names, problem }: SearchBoxProps) {
  const router = useRouter();
  const { today } = useFormat();
  const searched = filter.q ?? filter.text ?? '';
  const [text, setText] = useState(searched);
  /** The search that the address has, and the last one that was sent from here. */
  const [shown, setShown] = useState(searched);
  const [sent, setSent] = useState(searched);
  const [unread, setUnread] = useState<QueryProblem | null>(null);
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const id = useId();
  useEffect(() => () => window.clearTimeout(timer.current), []);
  if (shown !== searched) {
    setShown(searched);
    // A link led here: the box follows. What was sent from here may have been typed on meanwhile.
    if (searched !== sent) {
      setText(searched);
      setUnread(null);
    }
  }
  const shownProblem = unread ?? (text.trim() === searched ? problem : null);

  function write(next: string, caret: number, opens = true): void {
    setText(next);
    setUnread(null);
    setActive(-1);
    setSuggestions(opens && next !== '' ? suggest(next, caret, names) : []);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => search(next.trim()), TYPING_PAUSE_MS);
  }

  /** Shows the rows, unless the text cannot be read: then it says where. */
  function search(query: string): void {
    const parsed = parseQuery(query, { today });
    if (!parsed.ok) return setUnread(parsed.problem);
    setSent(query);
    const changes = { q: query === '' ? undefined : query, text: undefined };
    router.replace(filterHref(basePath, filter, changes), { scroll: false });
  }

  function take(suggestion: Suggestion): void {
    write(suggestion.text, suggestion.caret, false);
    if (suggestion.text.slice(0, suggestion.caret).endsWith(':')) {
      setSuggestions(suggest(suggestion.text, suggestion.caret, names));
    }
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(suggestion.caret, suggestion.caret));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const chosen = suggestions[active];
    if (step !== 0) {
      const open = suggestions.length > 0 ? suggestions : suggest(text, caretOf(event.currentTarget), names);
      setSuggestions(open);
      if (open.length > 0)
        setActive((active + step + open.length + (active < 0 && step < 0 ? 1 : 0)) % open.length);
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      setSuggestions([]);
    } else if (chosen && (event.key === 'Enter' || event.key === 'Tab')) {
      take(chosen);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <div className={styles.box}>
      <Form
        action={basePath}
        className={styles.search}
        onSubmit={(event) => {
          event.preventDefault();
          window.clearTimeout(timer.current);
          setSuggestions([]);
          search(text.trim());
        }}
      >
        <HiddenFilter filter={filter} except={['q', 'text']} />
        <Search aria-hidden="true" />
        <input
          ref={input}
          type="search"
          name="q"
          role="combobox"
          aria-label="Search transactions"
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls={`${id}-list`}
          {...(active < 0 ? {} : { 'aria-activedescendant': `${id}-${active}` })}
          {...(shownProblem === null ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-problem` })}
          placeholder="Search, or amount:>50 category:food"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => write(event.target.value, caretOf(event.target))}
          onKeyDown={onKeyDown}
          onBlur={() => setSuggestions([])}
        />
      </Form>
      <SuggestionList {...{ id, suggestions, active }} onTake={take} />
      {shownProblem === null ? null : (
        <SearchProblemNote id={`${id}-problem`} text={text} problem={shownProblem} />
      )}
    </div>
  );
}

function caretOf(field: HTMLInputElement): number {
  return field.selectionStart ?? field.value.length;
}
