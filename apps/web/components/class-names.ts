/** Joins the class names that are set; CSS modules type every name as possibly missing. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
