import type { RulePreview } from '@fintrack/contract';
import { type FormState, formProblem } from '@/lib/form-action.ts';

/** What a preview has to show: what a rule would do, or why that cannot be said. */
export type ShownPreview = { readonly preview: RulePreview } | { readonly message: string };

/** The form was sent to be tried, not to be saved: its page is shown again with what the rule would do. */
interface Previewed {
  readonly ok: true;
  readonly shown: ShownPreview;
  readonly values: Readonly<Record<string, string>>;
}

export function previewed(form: FormData, shown: ShownPreview): Previewed {
  return { ok: true, shown, values: formProblem(form, {}).values };
}

/** What was typed when the form was sent, where its page is shown again. */
export function typedIn(state: FormState): Readonly<Record<string, string>> | undefined {
  if (isPreviewed(state) || state?.ok === false) return state.values;
  return undefined;
}

export function shownIn(state: FormState): ShownPreview | null {
  return isPreviewed(state) ? state.shown : null;
}

function isPreviewed(state: FormState): state is Previewed {
  return state !== null && 'shown' in state;
}
