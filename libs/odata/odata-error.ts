/** Why a request is refused: `syntax` is the client's mistake (400), `unsupported` is OData that is not served (501). */
export class ODataError extends Error {
  override readonly name = 'ODataError';

  constructor(
    readonly kind: 'syntax' | 'unsupported',
    message: string,
    /** The system query option or path that it is about. */
    readonly target: string,
  ) {
    super(message);
  }
}
