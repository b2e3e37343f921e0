/** What the layout asks of the lexicons, so that columns of dates and labels are told from columns of text. */
export interface LayoutHints {
  /** Whether the text is a known section heading in any language. */
  isHeading(text: string): boolean;
  /** Whether the text is a date or a range of dates and nothing else. */
  isDate(text: string): boolean;
  /** Whether all of the text is one date or range of dates. */
  isWholeDate(text: string): boolean;
  /** Whether the text begins or ends with a range of dates, as lines do that begin an entry. */
  hasEdgeRange(text: string): boolean;
  /** Whether the text cannot end here: its last word joins what follows, or a bracket or quotation is open. */
  endsOpen(text: string): boolean;
  /** Whether the text is a known label of a field ("Phone", "Adresse:"). */
  isLabel(text: string): boolean;
}
