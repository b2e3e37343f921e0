import type { Language } from './language-data.js';

/** "450 employees", "Tools: SAP, Excel": words that stand within entries. */
export const SMALL_WORDS: Readonly<Record<Language, { readonly employees: string; readonly tools: string }>> = {
  en: { employees: 'employees', tools: 'Tools' },
  de: { employees: 'Mitarbeiter', tools: 'Werkzeuge' },
  fr: { employees: 'salariés', tools: 'Outils' },
  es: { employees: 'empleados', tools: 'Herramientas' },
  it: { employees: 'dipendenti', tools: 'Strumenti' },
  pt: { employees: 'colaboradores', tools: 'Ferramentas' },
  nl: { employees: 'medewerkers', tools: 'Gereedschap' },
  pl: { employees: 'pracowników', tools: 'Narzędzia' },
  sv: { employees: 'anställda', tools: 'Verktyg' },
  da: { employees: 'ansatte', tools: 'Værktøjer' },
  no: { employees: 'ansatte', tools: 'Verktøy' },
  fi: { employees: 'työntekijää', tools: 'Työkalut' },
  cs: { employees: 'zaměstnanců', tools: 'Nástroje' },
  sk: { employees: 'zamestnancov', tools: 'Nástroje' },
  ro: { employees: 'angajați', tools: 'Instrumente' },
  hu: { employees: 'fő', tools: 'Eszközök' },
  hr: { employees: 'zaposlenih', tools: 'Alati' },
  el: { employees: 'εργαζόμενοι', tools: 'Εργαλεία' },
  bg: { employees: 'служители', tools: 'Инструменти' },
  uk: { employees: 'працівників', tools: 'Інструменти' },
  ru: { employees: 'сотрудников', tools: 'Инструменты' },
  tr: { employees: 'çalışan', tools: 'Araçlar' },
};
