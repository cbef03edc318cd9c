import {
  exportHref,
  exportPageHref,
  exportProblem,
  readExportChoice,
} from '@/features/exports/export-address.ts';

/**
 * From the form to the file. The way goes through the web, because the session is renewed here where it has to be, and
 * what cannot be made leads back to the form with what was chosen.
 */
export function GET(request: Request): Response {
  const choice = readExportChoice(new URL(request.url).searchParams);
  const location = exportProblem(choice) === null ? exportHref(choice) : exportPageHref(choice);
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
