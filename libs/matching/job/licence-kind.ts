/**
 * Licences, registrations and tickets that are the same thing in several languages. `legal`: without it the profession may not
 * be practised, and it takes years to get. `permit`: the law demands it and a course gives it. `driving`: a licence to drive on the road, which can be got, so it caps less.
 */
export interface LicenceKind {
  readonly id: string;
  readonly weight: 'legal' | 'permit' | 'driving' | 'ticket';
  readonly names: readonly string[];
}
