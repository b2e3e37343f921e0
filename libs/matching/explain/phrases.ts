import type { JobLanguage } from '../types.js';

/** Sentences with `{name}` places. One set for each language of adverts; docs/matching.md lists what each stands for. */
export interface Phrases {
  readonly year: readonly [string, string];
  readonly month: readonly [string, string];
  readonly none: string;
  readonly reasons: Readonly<
    Record<
      'years' | 'years_role' | 'work' | 'listed' | 'degree' | 'paper' | 'language' | 'cv_language' | 'role',
      string
    >
  >;
  readonly gaps: Readonly<
    Record<
      | 'none'
      | 'negated'
      | 'outdated'
      | 'too_few_years'
      | 'no_years'
      | 'expired'
      | 'in_progress'
      | 'other_kind'
      | 'other_field'
      | 'lower_level'
      | 'no_degree'
      | 'lower_language'
      | 'no_language'
      | 'related'
      | 'basic'
      | 'listed'
      | 'training'
      | 'unsaid'
      | 'no_level'
      | 'occupation'
      | 'ignored'
      | 'few'
      | 'partly',
      string
    >
  >;
  readonly change: Readonly<Record<'requirement' | 'years' | 'role', string>>;
  readonly summary: Readonly<Record<'strong' | 'borderline' | 'reject' | 'count' | 'nothing', string>>;
}

export const PHRASES: Readonly<Record<JobLanguage, Phrases>> = {
  en: {
    year: ['year', 'years'],
    month: ['month', 'months'],
    none: 'none',
    reasons: {
      years: '{have} of dated experience for "{what}", {asked} asked for: {quote}',
      years_role: '{have} of dated experience in this line of work, {asked} asked for: {quote}',
      work: '{what} is shown in a post: {quote}',
      listed: '{what} is named: {quote}',
      degree: 'The education fits "{what}": {quote}',
      paper: '{what} is held: {quote}',
      language: '{what} is met: {quote}',
      cv_language: '{what}: the CV is written in this language',
      role: 'The nearest post is in this line of work: {quote}',
    },
    gaps: {
      none: 'The CV shows nothing for "{what}"',
      partly: 'Only part of "{what}" is shown: {quote}',
      negated: 'The CV itself rules "{what}" out: {quote}',
      outdated: '{what} was last used in {year}',
      too_few_years: '{have} of dated experience for "{what}", {asked} asked for',
      no_years: 'No dated experience for "{what}", {asked} asked for',
      expired: '{what} has run out: {quote}',
      in_progress: '{what} is not finished yet: {quote}',
      other_kind: 'Something near "{what}" is held, not the same: {quote}',
      other_field: 'The education is in another field than "{what}": {quote}',
      lower_level: 'The education is below "{what}": {quote}',
      no_degree: 'No education is named that fits "{what}"',
      lower_language: 'The level is below "{what}": {quote}',
      no_language: 'The languages that the CV lists do not include "{what}"',
      related: 'Instead of "{what}" the CV has something related: {quote}',
      basic: '{what} is known at a basic level: {quote}',
      listed: '{what} is named, no post shows it: {quote}',
      training: '{what} is shown in training only: {quote}',
      unsaid: 'The CV does not say whether "{what}" is met',
      no_level: 'The CV gives no level for "{what}"',
      occupation: 'No post in the CV is in this line of work',
      ignored: 'Part of the CV repeats the advert or heaps keywords; it was not counted',
      few: 'Few of the requirements are shown',
    },
    change: {
      requirement: 'Proof of "{what}" would raise the score to {score} ({verdict})',
      years: '{asked} of experience for "{what}" would raise the score to {score} ({verdict})',
      role: 'Posts in this line of work would be needed first',
    },
    summary: {
      strong: 'Meets the key requirements',
      borderline: 'Meets much of what is asked for, with gaps',
      reject: 'Does not meet what is asked for',
      count: '{met} of {all} requirements met, {partly} in part',
      nothing: 'The advert names no requirement that a CV could prove',
    },
  },
  de: {
    year: ['Jahr', 'Jahre'],
    month: ['Monat', 'Monate'],
    none: 'keine',
    reasons: {
      years: '{have} datierte Erfahrung zu „{what}“, gefordert {asked}: {quote}',
      years_role: '{have} datierte Erfahrung in diesem Beruf, gefordert {asked}: {quote}',
      work: '{what} ist durch eine Stelle belegt: {quote}',
      listed: '{what} wird genannt: {quote}',
      degree: 'Die Ausbildung passt zu „{what}“: {quote}',
      paper: '{what} ist vorhanden: {quote}',
      language: '{what} ist erfüllt: {quote}',
      cv_language: '{what}: der Lebenslauf ist in dieser Sprache geschrieben',
      role: 'Die nächstliegende Stelle ist in diesem Beruf: {quote}',
    },
    gaps: {
      none: 'Der Lebenslauf zeigt nichts zu „{what}“',
      partly: 'Von "{what}" ist nur ein Teil belegt: {quote}',
      negated: 'Der Lebenslauf schließt „{what}“ selbst aus: {quote}',
      outdated: '{what} zuletzt {year}',
      too_few_years: '{have} datierte Erfahrung zu „{what}“, gefordert {asked}',
      no_years: 'Keine datierte Erfahrung zu „{what}“, gefordert {asked}',
      expired: '{what} ist abgelaufen: {quote}',
      in_progress: '{what} ist noch nicht abgeschlossen: {quote}',
      other_kind: 'Ähnliches wie „{what}“, aber nicht dasselbe: {quote}',
      other_field: 'Die Ausbildung ist in einem anderen Fach als „{what}“: {quote}',
      lower_level: 'Die Ausbildung liegt unter „{what}“: {quote}',
      no_degree: 'Keine Ausbildung genannt, die zu „{what}“ passt',
      lower_language: 'Das Niveau liegt unter „{what}“: {quote}',
      no_language: 'Unter den genannten Sprachen ist nicht „{what}“',
      related: 'Statt „{what}“ nennt der Lebenslauf Verwandtes: {quote}',
      basic: '{what} nur in Grundzügen: {quote}',
      listed: '{what} wird genannt, aber durch keine Stelle belegt: {quote}',
      training: '{what} nur aus Ausbildung oder Praktikum: {quote}',
      unsaid: 'Der Lebenslauf sagt nicht, ob „{what}“ erfüllt ist',
      no_level: 'Der Lebenslauf nennt kein Niveau zu „{what}“',
      occupation: 'Keine Stelle im Lebenslauf ist in diesem Beruf',
      ignored: 'Ein Teil des Lebenslaufs wiederholt die Anzeige oder häuft Stichwörter; er zählt nicht',
      few: 'Wenige der Anforderungen sind belegt',
    },
    change: {
      requirement: 'Ein Nachweis zu „{what}“ höbe den Wert auf {score} ({verdict})',
      years: '{asked} Erfahrung zu „{what}“ höben den Wert auf {score} ({verdict})',
      role: 'Zuerst wären Stellen in diesem Beruf nötig',
    },
    summary: {
      strong: 'Erfüllt die wesentlichen Anforderungen',
      borderline: 'Erfüllt vieles des Geforderten, mit Lücken',
      reject: 'Erfüllt das Geforderte nicht',
      count: '{met} von {all} Anforderungen erfüllt, {partly} teilweise',
      nothing: 'Die Anzeige nennt keine Anforderung, die ein Lebenslauf belegen könnte',
    },
  },
  fr: {
    year: ['an', 'ans'],
    month: ['mois', 'mois'],
    none: 'aucun',
    reasons: {
      years: '{have} d’expérience datée pour « {what} », {asked} demandés : {quote}',
      years_role: '{have} d’expérience datée dans ce métier, {asked} demandés : {quote}',
      work: '{what} : prouvé par un poste : {quote}',
      listed: '{what} : mentionné : {quote}',
      degree: 'La formation correspond à « {what} » : {quote}',
      paper: '{what} : détenu : {quote}',
      language: '{what} : atteint : {quote}',
      cv_language: '{what} : le CV est rédigé dans cette langue',
      role: 'Le poste le plus proche est dans ce métier : {quote}',
    },
    gaps: {
      none: 'Le CV ne montre rien pour « {what} »',
      partly: 'Seule une partie de « {what} » est montrée : {quote}',
      negated: 'Le CV exclut lui-même « {what} » : {quote}',
      outdated: '{what} : dernière utilisation en {year}',
      too_few_years: '{have} d’expérience datée pour « {what} », {asked} demandés',
      no_years: 'Aucune expérience datée pour « {what} », {asked} demandés',
      expired: '{what} : expiré : {quote}',
      in_progress: '{what} : pas encore achevé : {quote}',
      other_kind: 'Proche de « {what} », mais différent : {quote}',
      other_field: 'La formation est dans un autre domaine que « {what} » : {quote}',
      lower_level: 'La formation est inférieure à « {what} » : {quote}',
      no_degree: 'Aucune formation citée ne correspond à « {what} »',
      lower_language: 'Le niveau est inférieur à « {what} » : {quote}',
      no_language: 'Les langues citées ne comprennent pas « {what} »',
      related: 'Au lieu de « {what} », le CV cite un élément voisin : {quote}',
      basic: '{what} : niveau de base : {quote}',
      listed: '{what} : cité, sans poste qui le montre : {quote}',
      training: '{what} : seulement en formation ou en stage : {quote}',
      unsaid: 'Le CV ne dit pas si « {what} » est rempli',
      no_level: 'Le CV n’indique pas de niveau pour « {what} »',
      occupation: 'Aucun poste du CV n’est dans ce métier',
      ignored: 'Une partie du CV répète l’annonce ou accumule des mots-clés ; elle n’a pas été comptée',
      few: 'Peu d’exigences sont démontrées',
    },
    change: {
      requirement: 'Une preuve pour « {what} » porterait la note à {score} ({verdict})',
      years: '{asked} d’expérience pour « {what} » porteraient la note à {score} ({verdict})',
      role: 'Il faudrait d’abord des postes dans ce métier',
    },
    summary: {
      strong: 'Répond aux exigences principales',
      borderline: 'Répond à une grande partie de la demande, avec des lacunes',
      reject: 'Ne répond pas à la demande',
      count: '{met} exigences sur {all} remplies, {partly} en partie',
      nothing: 'L’annonce ne cite aucune exigence qu’un CV puisse prouver',
    },
  },
  es: {
    year: ['año', 'años'],
    month: ['mes', 'meses'],
    none: 'ninguno',
    reasons: {
      years: '{have} de experiencia fechada en «{what}», se piden {asked}: {quote}',
      years_role: '{have} de experiencia fechada en esta profesión, se piden {asked}: {quote}',
      work: '{what}: demostrado en un puesto: {quote}',
      listed: '{what}: mencionado: {quote}',
      degree: 'La formación corresponde a «{what}»: {quote}',
      paper: '{what}: lo posee: {quote}',
      language: '{what}: cumplido: {quote}',
      cv_language: '{what}: el CV está escrito en este idioma',
      role: 'El puesto más cercano es de esta profesión: {quote}',
    },
    gaps: {
      none: 'El CV no muestra nada sobre «{what}»',
      partly: 'Solo se muestra una parte de «{what}»: {quote}',
      negated: 'El propio CV descarta «{what}»: {quote}',
      outdated: '{what}: último uso en {year}',
      too_few_years: '{have} de experiencia fechada en «{what}», se piden {asked}',
      no_years: 'Sin experiencia fechada en «{what}», se piden {asked}',
      expired: '{what}: caducado: {quote}',
      in_progress: '{what}: sin terminar: {quote}',
      other_kind: 'Parecido a «{what}», pero no lo mismo: {quote}',
      other_field: 'La formación es de otro campo que «{what}»: {quote}',
      lower_level: 'La formación es inferior a «{what}»: {quote}',
      no_degree: 'No se cita formación que corresponda a «{what}»',
      lower_language: 'El nivel es inferior a «{what}»: {quote}',
      no_language: 'Los idiomas citados no incluyen «{what}»',
      related: 'En lugar de «{what}» el CV cita algo relacionado: {quote}',
      basic: '{what}: nivel básico: {quote}',
      listed: '{what}: citado, sin puesto que lo muestre: {quote}',
      training: '{what}: solo en formación o prácticas: {quote}',
      unsaid: 'El CV no dice si se cumple «{what}»',
      no_level: 'El CV no indica nivel para «{what}»',
      occupation: 'Ningún puesto del CV es de esta profesión',
      ignored: 'Parte del CV repite el anuncio o acumula palabras clave; no se ha contado',
      few: 'Se demuestran pocos requisitos',
    },
    change: {
      requirement: 'Una prueba de «{what}» subiría la nota a {score} ({verdict})',
      years: '{asked} de experiencia en «{what}» subirían la nota a {score} ({verdict})',
      role: 'Harían falta antes puestos de esta profesión',
    },
    summary: {
      strong: 'Cumple los requisitos principales',
      borderline: 'Cumple gran parte de lo pedido, con lagunas',
      reject: 'No cumple lo pedido',
      count: '{met} de {all} requisitos cumplidos, {partly} en parte',
      nothing: 'El anuncio no cita ningún requisito que un CV pueda demostrar',
    },
  },
  it: {
    year: ['anno', 'anni'],
    month: ['mese', 'mesi'],
    none: 'nessuno',
    reasons: {
      years: '{have} di esperienza datata per «{what}», richiesti {asked}: {quote}',
      years_role: '{have} di esperienza datata in questo mestiere, richiesti {asked}: {quote}',
      work: '{what}: dimostrato da un impiego: {quote}',
      listed: '{what}: citato: {quote}',
      degree: 'La formazione corrisponde a «{what}»: {quote}',
      paper: '{what}: posseduto: {quote}',
      language: '{what}: soddisfatto: {quote}',
      cv_language: '{what}: il CV è scritto in questa lingua',
      role: 'L’impiego più vicino è in questo mestiere: {quote}',
    },
    gaps: {
      none: 'Il CV non mostra nulla per «{what}»',
      partly: 'Di «{what}» si mostra solo una parte: {quote}',
      negated: 'Il CV stesso esclude «{what}»: {quote}',
      outdated: '{what}: ultimo uso nel {year}',
      too_few_years: '{have} di esperienza datata per «{what}», richiesti {asked}',
      no_years: 'Nessuna esperienza datata per «{what}», richiesti {asked}',
      expired: '{what}: scaduto: {quote}',
      in_progress: '{what}: non ancora concluso: {quote}',
      other_kind: 'Simile a «{what}», ma non lo stesso: {quote}',
      other_field: 'La formazione è in un campo diverso da «{what}»: {quote}',
      lower_level: 'La formazione è inferiore a «{what}»: {quote}',
      no_degree: 'Nessuna formazione citata corrisponde a «{what}»',
      lower_language: 'Il livello è inferiore a «{what}»: {quote}',
      no_language: 'Le lingue citate non comprendono «{what}»',
      related: 'Al posto di «{what}» il CV cita qualcosa di affine: {quote}',
      basic: '{what}: livello di base: {quote}',
      listed: '{what}: citato, nessun impiego lo mostra: {quote}',
      training: '{what}: solo in formazione o tirocinio: {quote}',
      unsaid: 'Il CV non dice se «{what}» è soddisfatto',
      no_level: 'Il CV non indica un livello per «{what}»',
      occupation: 'Nessun impiego del CV è in questo mestiere',
      ignored: 'Una parte del CV ripete l’annuncio o accumula parole chiave; non è stata contata',
      few: 'Pochi requisiti sono dimostrati',
    },
    change: {
      requirement: 'Una prova di «{what}» porterebbe il punteggio a {score} ({verdict})',
      years: '{asked} di esperienza per «{what}» porterebbero il punteggio a {score} ({verdict})',
      role: 'Servirebbero prima impieghi in questo mestiere',
    },
    summary: {
      strong: 'Soddisfa i requisiti principali',
      borderline: 'Soddisfa gran parte di quanto richiesto, con lacune',
      reject: 'Non soddisfa quanto richiesto',
      count: '{met} requisiti su {all} soddisfatti, {partly} in parte',
      nothing: 'L’annuncio non cita requisiti che un CV possa dimostrare',
    },
  },
  nl: {
    year: ['jaar', 'jaar'],
    month: ['maand', 'maanden'],
    none: 'geen',
    reasons: {
      years: '{have} gedateerde ervaring met „{what}”, gevraagd {asked}: {quote}',
      years_role: '{have} gedateerde ervaring in dit beroep, gevraagd {asked}: {quote}',
      work: '{what} blijkt uit een functie: {quote}',
      listed: '{what} wordt genoemd: {quote}',
      degree: 'De opleiding past bij „{what}”: {quote}',
      paper: '{what} is aanwezig: {quote}',
      language: '{what} is gehaald: {quote}',
      cv_language: '{what}: het cv is in deze taal geschreven',
      role: 'De meest verwante functie is in dit beroep: {quote}',
    },
    gaps: {
      none: 'Het cv toont niets voor „{what}”',
      partly: 'Van "{what}" is maar een deel aangetoond: {quote}',
      negated: 'Het cv sluit „{what}” zelf uit: {quote}',
      outdated: '{what} voor het laatst in {year}',
      too_few_years: '{have} gedateerde ervaring met „{what}”, gevraagd {asked}',
      no_years: 'Geen gedateerde ervaring met „{what}”, gevraagd {asked}',
      expired: '{what} is verlopen: {quote}',
      in_progress: '{what} is nog niet afgerond: {quote}',
      other_kind: 'Iets wat op „{what}” lijkt, maar niet hetzelfde: {quote}',
      other_field: 'De opleiding is in een ander vak dan „{what}”: {quote}',
      lower_level: 'De opleiding ligt onder „{what}”: {quote}',
      no_degree: 'Geen opleiding genoemd die past bij „{what}”',
      lower_language: 'Het niveau ligt onder „{what}”: {quote}',
      no_language: 'De genoemde talen omvatten niet „{what}”',
      related: 'In plaats van „{what}” noemt het cv iets verwants: {quote}',
      basic: '{what} alleen op basisniveau: {quote}',
      listed: '{what} wordt genoemd, geen functie toont het: {quote}',
      training: '{what} alleen uit opleiding of stage: {quote}',
      unsaid: 'Het cv zegt niet of „{what}” vervuld is',
      no_level: 'Het cv noemt geen niveau voor „{what}”',
      occupation: 'Geen functie in het cv is in dit beroep',
      ignored: 'Een deel van het cv herhaalt de vacature of stapelt trefwoorden; het is niet meegeteld',
      few: 'Weinig van de eisen blijkt uit het cv',
    },
    change: {
      requirement: 'Bewijs van „{what}” zou de score op {score} brengen ({verdict})',
      years: '{asked} ervaring met „{what}” zou de score op {score} brengen ({verdict})',
      role: 'Eerst zouden functies in dit beroep nodig zijn',
    },
    summary: {
      strong: 'Voldoet aan de belangrijkste eisen',
      borderline: 'Voldoet aan veel van wat gevraagd is, met hiaten',
      reject: 'Voldoet niet aan wat gevraagd is',
      count: '{met} van {all} eisen vervuld, {partly} gedeeltelijk',
      nothing: 'De vacature noemt geen eis die een cv kan bewijzen',
    },
  },
};
