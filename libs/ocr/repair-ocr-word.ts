const EMAIL_WITH_SLIP =
  /^([A-Za-z0-9][\w.+-]*)(?:©|®|\(@\)|\(a\)|@@)([A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})$/;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)*[.,][A-Za-z0-9]{2,}$/;
const WEB_ADDRESS = /^(?:https?:\/\/|www\.)/i;

/** Mends what is certainly a slip of recognition: only where the word's grammar leaves no other reading. */
export function repairOcrWord(word: string): string {
  const slip = EMAIL_WITH_SLIP.exec(word);
  let repaired = slip ? `${slip[1]}@${slip[2]}` : word;
  if (EMAIL.test(repaired) || WEB_ADDRESS.test(repaired)) repaired = repaired.replace(/[.,](?:c[0O]m|com)$/, '.com');
  repaired = repaired.replace(/^(https?):?\/{1,2}(?=www\.|[a-z0-9-]+\.[a-z])/i, '$1://');
  return repaired;
}
