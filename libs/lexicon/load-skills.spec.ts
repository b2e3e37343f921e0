import { createSkillMatcher } from '@vitamill/normalisation';
import { loadSkills, skillId } from './load-skills.js';

const { concepts, taxonomy } = loadSkills();
const byId = new Map(concepts.map((concept) => [concept.id, concept]));

describe('the skill lexicon', () => {
  it('is read once, with a versioned name', () => {
    expect(loadSkills().concepts).toBe(concepts);
    expect(taxonomy).toMatch(/^vitamill-skills-\d+\.\d+$/);
  });

  it('makes readable ids that no two skills share', () => {
    expect(skillId('C++')).toBe('c-plus-plus');
    expect(skillId('C#')).toBe('c-sharp');
    expect(skillId('.NET')).toBe('dot-net');
    expect(skillId('Children’s care')).toBe('childrens-care');
    const ids = concepts.map((c) => c.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('relates skills to skills that exist, never in a circle', () => {
    const matcher = createSkillMatcher({ concepts, taxonomy });
    for (const { id, implies, broader } of concepts) {
      for (const other of [...implies, ...broader]) expect([id, byId.has(other)]).toEqual([id, true]);
    }
    const circles = concepts.filter(({ id }) => matcher.impliedBy(id).some((o) => matcher.impliedBy(o).includes(id)));
    expect(circles.map((c) => c.id)).toEqual([]);
  });

  it('gives no term to two skills', () => {
    expect(createSkillMatcher({ concepts, taxonomy }).collisions()).toEqual([]);
  });

  it('keeps terms trimmed, in NFC and of a length that a CV prints', () => {
    const odd = concepts.flatMap((c) =>
      Object.values(c.aliases)
        .flat()
        .filter(({ text }) => text !== text.trim().normalize('NFC') || text.length > 80 || text === '')
        .map(({ text }) => `${c.id}: ${text}`),
    );
    expect(odd).toEqual([]);
  });

  it('finds every skill by its own name', () => {
    const matcher = createSkillMatcher({ concepts, taxonomy });
    const lost = concepts.filter((c) => matcher.resolve(c.name, null)?.id !== c.id).map((c) => c.name);
    expect(lost).toEqual([]);
  });
});
