import { ANY_LANGUAGE, foldTerm, type TaxonomyConcept, type TaxonomyIndex, type TaxonomyLabel } from '@vitamill/domain';

interface Entry {
  readonly concept: TaxonomyConcept;
  readonly language: string;
  readonly preferred: boolean;
}

/** Fills an index concept by concept, label by label, so that whoever reads them from a database may pause in between. */
export class TaxonomyIndexBuilder {
  private readonly concepts = new Map<string, TaxonomyConcept>();
  private readonly names = new Map<string, { readonly text: string; readonly rank: number }>();
  private readonly labels = new Map<string, Entry[]>();

  constructor(private readonly tag: string) {}

  addConcept(concept: TaxonomyConcept): void {
    this.concepts.set(concept.code, concept);
  }

  /** Labels of concepts that are not there are left out. */
  addLabel({ code, language, kind, text }: TaxonomyLabel): void {
    const concept = this.concepts.get(code);
    const key = concept && `${concept.kind}:${foldTerm(text)}`;
    if (!concept || !key || key.endsWith(':')) return;
    const preferred = kind === 'preferred';
    const entries = this.labels.get(key);
    if (!entries) this.labels.set(key, [{ concept, language, preferred }]);
    else if (
      !entries.some((entry) => entry.concept === concept && entry.language === language && entry.preferred >= preferred)
    )
      entries.push({ concept, language, preferred });
    // the English name names a concept, else the first
    const rank = preferred ? (language === ANY_LANGUAGE ? 2 : 1) : 0;
    if (rank > (this.names.get(code)?.rank ?? -1)) this.names.set(code, { text, rank });
  }

  build(): TaxonomyIndex {
    const { tag, labels, names } = this;
    return {
      tag,
      find: (kind, text, { language, isco }) => {
        const entries = labels.get(`${kind}:${foldTerm(text)}`);
        const concept = entries && choose(entries, language?.split('-')[0] ?? null, isco ?? null);
        return concept ? { ...concept, name: names.get(concept.code)?.text ?? text } : null;
      },
    };
  }
}

/** Labels of the text's own language first, then English ones, then any; of those the one concept, or none. */
function choose(entries: readonly Entry[], language: string | null, isco: string | null): TaxonomyConcept | null {
  const tiers = [
    entries.filter((entry) => entry.language === language),
    entries.filter((entry) => entry.language === ANY_LANGUAGE),
    language === null ? entries : [],
  ];
  const tier = tiers.find((candidates) => candidates.length > 0) ?? [];
  return (
    only(tier) ??
    only(tier.filter(({ concept }) => isco !== null && concept.isco === isco)) ??
    only(tier.filter(({ preferred }) => preferred)) ??
    only(tier.filter(({ concept }) => isco !== null && concept.isco?.slice(0, 3) === isco.slice(0, 3)))
  );
}

function only(entries: readonly Entry[]): TaxonomyConcept | null {
  const [first] = entries;
  return first && entries.every(({ concept }) => concept === first.concept) ? first.concept : null;
}
