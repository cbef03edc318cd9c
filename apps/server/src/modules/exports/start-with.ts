/**
 * What was taken first, and then the rest. Not a generator: one that was never begun would end without ending what is
 * behind it.
 */
export function startWith<Piece>(
  first: IteratorResult<Piece, void>,
  rest: AsyncGenerator<Piece, void, undefined>,
): AsyncIterable<Piece> {
  let isBegun = false;
  const next = async (): Promise<IteratorResult<Piece, void>> => {
    if (isBegun) return rest.next();
    isBegun = true;
    return first;
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: () => rest.return() }) };
}
