import type { Language } from '../language-data.js';

/** What stands before the name where a form prints a label for it. */
export const NAME_LABELS: Readonly<Record<Language, string>> = {
  ...{
    en: 'Name',
    de: 'Name',
    fr: 'Nom et prénom',
    es: 'Nombre y apellidos',
    it: 'Nome e cognome',
    pt: 'Nome',
    nl: 'Naam',
  },
  ...{
    pl: 'Imię i nazwisko',
    sv: 'Namn',
    da: 'Navn',
    no: 'Navn',
    fi: 'Nimi',
    cs: 'Jméno a příjmení',
    sk: 'Meno a priezvisko',
  },
  ...{
    ro: 'Nume și prenume',
    hu: 'Név',
    hr: 'Ime i prezime',
    el: 'Ονοματεπώνυμο',
    bg: 'Име',
    uk: 'ПІБ',
    ru: 'ФИО',
    tr: 'Ad Soyad',
  },
};
