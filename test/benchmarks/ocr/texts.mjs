// Invented text of CVs, one page each: what the benchmark renders and knows.
const PEOPLE = {
  en: [
    'Miriam Oakfield',
    'Experience',
    'Harbour pilot, Port of Whitby, 2016 to 2024',
    'Planned the moorings of forty vessels every week and trained the younger pilots in the use of the radar.',
    'Wrote the handbook for night manoeuvres, which three other ports have taken over since.',
    'Education',
    'Bachelor of Nautical Science, University of Plymouth, 2012',
    'Skills: chart work, radar, tide tables, first aid, Norwegian',
  ],
  de: [
    'Jürgen Äppelmann',
    'Berufserfahrung',
    'Gärtnermeister, Stadt Köln, 2011 bis 2023',
    'Führung von zwölf Beschäftigten, Überwachung der Bäume und Pflege der städtischen Rosengärten.',
    'Einführung eines Bewässerungsplans, der den Verbrauch öffentlicher Anlagen um ein Drittel senkte.',
    'Ausbildung',
    'Fachschule für Gartenbau, Geisenheim, Abschluss 2009',
    'Kenntnisse: Baumschnitt, Maschinenführung, Französisch',
  ],
  fr: [
    'Héloïse Garçonnet',
    'Expérience professionnelle',
    'Cheffe pâtissière, Hôtel du Chêne, Besançon, 2014 à 2022',
    'Création de la carte des desserts, gestion des achats et formation de sept apprentis à la pâtisserie.',
    "Réduction du gaspillage grâce à un inventaire réalisé chaque soir avec l'équipe de cuisine.",
    'Formation',
    'Brevet technique des métiers, Dijon, obtenu en 2011',
    'Compétences : chocolat, sucre tiré, gestion, anglais',
  ],
  es: [
    'Íñigo Peñalver',
    'Experiencia laboral',
    'Técnico de montaña, Refugio del Cañón, 2013 a 2021',
    'Organización de rescates, formación de guías jóvenes y mantenimiento de los caminos señalizados.',
    'Elaboración del plan de evacuación que hoy utilizan también los pueblos de la comarca.',
    'Formación académica',
    'Técnico superior en actividades físicas, Huesca, 2010',
    'Habilidades: escalada, meteorología, inglés, francés',
  ],
  it: [
    'Niccolò Brambatti',
    'Esperienza lavorativa',
    'Liutaio, Bottega della Città Alta, Bergamo, 2009 al 2020',
    'Costruzione e restauro di violini e viole, perizie per i musei e corsi serali per principianti.',
    'Perché ogni strumento avesse la sua storia, ho curato un archivio con più di mille schede.',
    'Istruzione',
    'Scuola internazionale di liuteria, Cremona, diploma nel 2006',
    'Competenze: intaglio, vernici, acustica, tedesco',
  ],
  pl: [
    'Łucja Źródlak',
    'Doświadczenie zawodowe',
    'Kierowniczka pracowni, Zakład Ceramiki, Bolesławiec, 2012 do 2023',
    'Nadzór nad wypalaniem, szkolenie pracowników oraz przygotowanie wzorów dla odbiorców zagranicznych.',
    'Wdrożenie oszczędniejszych pieców, dzięki którym zużycie gazu spadło o jedną czwartą.',
    'Wykształcenie',
    'Akademia Sztuk Pięknych, Wrocław, dyplom w roku 2010',
    'Umiejętności: szkliwienie, modelowanie, język czeski',
  ],
  el: [
    'Καλλιόπη Θαλασσινού',
    'Επαγγελματική εμπειρία',
    'Μηχανικός πλοίων, Ναυπηγεία Σύρου, 2010 έως 2022',
    'Επίβλεψη επισκευών, οργάνωση των συνεργείων και εκπαίδευση νέων τεχνιτών στις συγκολλήσεις.',
    'Σύνταξη του οδηγού ασφαλείας που χρησιμοποιούν σήμερα όλα τα συνεργεία του νησιού.',
    'Εκπαίδευση',
    'Πολυτεχνική σχολή, Πάτρα, δίπλωμα το έτος 2008',
    'Δεξιότητες: σχέδιο, υδραυλικά, αγγλικά, ιταλικά',
  ],
  uk: [
    'Ярослава Їжаченко',
    'Досвід роботи',
    'Завідувачка пекарні, Полтава, 2013 до 2021',
    'Організація роботи двох змін, закупівля борошна та навчання молодих пекарів випіканню хліба.',
    'Розробила десять нових рецептів, які й досі продають у всіх крамницях нашого міста.',
    'Освіта',
    'Університет харчових технологій, Київ, диплом 2011 року',
    'Навички: облік, технологія тіста, польська мова',
  ],
};

/** ISO 639-1 -> the name of tesseract's data. */
export const DATA = { en: 'eng', de: 'deu', fr: 'fra', es: 'spa', it: 'ita', pl: 'pol', el: 'ell', uk: 'ukr' };

/** The lines of a page: the text cut to `width` letters a line, four times over with growing years. */
export function linesOf(language, width) {
  const lines = [];
  for (let round = 0; round < 4; round++) {
    for (const [i, text] of PEOPLE[language].entries()) {
      if (round > 0 && i === 0) continue;
      const words = text.replace(/\b20(\d\d)\b/g, (year) => String(Number(year) - round * 9)).split(' ');
      let line = '';
      for (const word of words) {
        if (line && `${line} ${word}`.length > width) {
          lines.push({ text: line, kind: 'text' });
          line = word;
        } else line = line ? `${line} ${word}` : word;
      }
      lines.push({ text: line, kind: i === 0 ? 'name' : i === 1 || i === 5 ? 'heading' : 'text' });
    }
  }
  return lines;
}
