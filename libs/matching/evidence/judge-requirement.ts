import type { Requirement, RequirementEvidence } from '../types.js';
import { type JudgeContext, NOTHING, proofOf, type Verdict } from './judge-context.js';
import { judgeExperience } from './judge-experience.js';
import { judgeDegree, judgeLanguage, judgeLicence } from './judge-papers.js';
import { judgeSkill } from './judge-skill.js';

/** Whether the CV meets one requirement, and by which of its lines. */
export function judgeRequirement(requirement: Requirement, context: JudgeContext): RequirementEvidence {
  const verdict = judge(requirement, context);
  return {
    requirement,
    status: verdict.status,
    strength: verdict.strength,
    reason: verdict.reason,
    proofs: verdict.lines.map((line) => proofOf(context.candidate, line)),
    months: verdict.months,
    lastUsed: verdict.lastUsed,
  };
}

function judge(requirement: Requirement, context: JudgeContext): Verdict {
  switch (requirement.kind) {
    case 'experience':
      return judgeExperience(requirement, context);
    case 'skill':
      return judgeSkill(requirement, context);
    case 'degree':
      return judgeDegree(requirement, context);
    case 'licence':
      return judgeLicence(requirement, context);
    case 'language':
      return judgeLanguage(requirement, context);
    case 'personal':
    case 'condition':
      return { ...NOTHING, status: 'unknown', reason: 'not_scored' };
  }
}
