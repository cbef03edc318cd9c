'use client';

import { parseQuery, type QueryProblem } from '@fintrack/core/search';
import { Search } from 'lucide-react';
import Form from 'next/form';
import { useRouter } from 'next/navigation';
import { type ChangeEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useToday } from '@/components/format-provider.tsx';
import styles from './filter-bar.module.css';
import { HiddenFilter } from './filter-fields.tsx';
import boxStyles from './search-box.module.css';
import { SearchProblemNote } from './search-notes.tsx';
import { type SearchNames, type Suggestion, suggest } from './search-suggestions.ts';
import { filterHref, type TransactionFilter } from './transaction-filter.ts';

const TYPING_PAUSE_MS = 350;

export interface SearchBoxProps {
  basePath: string;
  filter: TransactionFilter;
  names: SearchNames;
  /** What the server could not read of this search: a name that nobody has. */
  problem: QueryProblem | null;
}
