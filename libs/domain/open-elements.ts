/**
 * Elements of a document of markup that may be open at once. A parser that repairs markup looks through all of them for each
 * closing tag that fits none: a document that is nested deeper, or never closes, is built to keep it busy. Real pages have some
 * hundred.
 */
export const MOST_OPEN_ELEMENTS = 2_000;

/** What parsers of markup call; the names are those of htmlparser2. */
interface ElementHandler {
  onopentag?: ((...given: never[]) => void) | null;
  onclosetag?: ((...given: never[]) => void) | null;
}

/**
 * The same handler, which from now on throws what `refuse` gives at the first element too many; the parser calls it before it
 * goes on, so that nothing more of the document is read.
 */
export function boundOpenElements<Handler extends ElementHandler>(handler: Handler, refuse: () => Error): Handler {
  let open = 0;
  const { onopentag, onclosetag } = handler;
  handler.onopentag = (...given: never[]): void => {
    open += 1;
    if (open > MOST_OPEN_ELEMENTS) throw refuse();
    onopentag?.apply(handler, given);
  };
  handler.onclosetag = (...given: never[]): void => {
    open -= 1;
    onclosetag?.apply(handler, given);
  };
  return handler;
}
