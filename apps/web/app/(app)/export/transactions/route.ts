import { rowFileHref } from '@/features/exports/row-export.ts';

/**
 * From a list to its file. The way goes through the web, because the session is renewed here where it has to be; what
 * cannot be made leads to the page that says what can.
 */
export function GET(request: Request): Response {
  const location = rowFileHref(new URL(request.url).searchParams) ?? '/export';
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
