/** The query of a page's address, as Next hands it over. */
export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** One value of the query; undefined when it is not there or stands there twice. */
export async function readParam(searchParams: SearchParams, name: string): Promise<string | undefined> {
  const value = (await searchParams)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
