/** Exceptions of pdf.js, which all carry their class as a name. */
const OWN_ERRORS = new Set([
  'FormatError',
  'XRefEntryException',
  'XRefParseException',
  'ParserEOFException',
  'MissingDataException',
  'InvalidPDFException',
  'PasswordException',
  'ResponseException',
  'UnknownErrorException',
  'AbortException',
  'Jbig2Error',
  'JpegError',
  'JpxError',
  'DNLMarkerError',
  'EOIMarkerError',
  'XFAException',
]);

/**
 * On some damaged files pdf.js leaves promises behind whose rejection nobody awaits, besides the one that it reports.
 * Node would end the process for them. All other rejections go on to end it, as without this.
 */
export function tolerateStrayRejections(): void {
  process.on('unhandledRejection', (reason) => {
    const own = reason instanceof Error && OWN_ERRORS.has(reason.name) && reason.stack?.includes('pdf.worker');
    if (!own && process.listenerCount('unhandledRejection') === 1) throw reason;
  });
}
