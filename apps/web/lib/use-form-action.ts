'use client';

import { type RefObject, useActionState, useEffect, useEffectEvent, useRef } from 'react';
import type { FormAction, FormProblem, FormState } from './form-action.ts';
import { useHydrated } from './use-hydrated.ts';

export interface FormControl {
  /** For the form element: `<form {...form}>`. */
  readonly form: {
    readonly action: (form: FormData) => void;
    readonly ref: RefObject<HTMLFormElement | null>;
    /** With JavaScript the server's words stand beside the fields; without it the browser checks first. */
    readonly noValidate: boolean;
  };
  readonly state: FormState;
  readonly problem: FormProblem | null;
  readonly isPending: boolean;
  /** What stands beside the field. */
  readonly errorOf: (path: string) => string | undefined;
  /** What was typed before the refusal, else the value given. */
  readonly valueOf: (name: string, otherwise?: string) => string | undefined;
}

/** A form on a server action: pending state, errors beside the fields, focus on the first of them. */
export function useFormAction(action: FormAction, onDone?: (state: FormState) => void): FormControl {
  const [state, dispatch, isPending] = useActionState(action, null);
  const ref = useRef<HTMLFormElement>(null);
  const hydrated = useHydrated();
  const problem = state?.ok === false ? state : null;
  const onState = useEffectEvent((next: FormState) => {
    if (next?.ok === true) onDone?.(next);
    if (next?.ok === false) focusProblem(ref.current);
  });
  useEffect(() => onState(state), [state]);
  return {
    form: { action: dispatch, ref, noValidate: hydrated },
    state,
    problem,
    isPending,
    errorOf: (path) => problem?.fieldErrors[path],
    valueOf: (name, otherwise) => problem?.values[name] ?? otherwise,
  };
}

function focusProblem(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-conflict] :checked')?.focus();
}
