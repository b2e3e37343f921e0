/** Folded words that tell what kind of entry a dated line is, in the languages of CVs that are matched. */
const word = (alternatives: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}])`, 'u');

/** Posts in training: they prove practice, not a career. */
export const TRAINING = word(
  'intern|internship|trainee|apprentice|apprenticeship|student (?:job|assistant|worker)|working student|work placement|placement|praktikum|praktikant\\w*|pflichtpraktikum|werkstudent\\w*|auszubildende\\w*|azubi|ausbildung (?:zum|zur|als)|ausbildung|lehrling|lehre|volontariat|referendariat|referendar\\w*|famulatur|studentische hilfskraft|stage|stages|stagiaire|alternance|alternante?|apprenti|apprentie|apprentissage|contrat de professionnalisation|afstudeerstage|stagiair|stagiaire|bijbaan|student-assistent|leerling|trainee onderwijs|practicas|becari[oa]|aprendiz|tirocini[oa]|tirocinante|stagista|apprendistato|apprendista|summer job|ferienjob|aushilfe|job d.ete',
);

/** Studies and courses that are not done. */
export const UNFINISHED = word(
  'expected|in progress|ongoing|currently studying|not (?:yet )?(?:completed|finished)|not validated|booked|planned|pending|applied for|application in progress|to be completed|voraussichtlich\\w*|geplant\\w*|laufend|abschluss geplant|angestrebt|noch nicht|nicht abgeschlossen|abgebrochen|en cours|prevue?|non validee?|non obtenue?|en preparation|non acheve\\w*|verwacht\\w*|afronding|lopend|niet afgerond|niet afgemaakt|gepland\\w*|en curso|previst[oa]|sin terminar|pendiente|in corso|prevista|non conclus\\w*|third year|fourth year|dropped out|incomplete|vierdejaars|3\\. lehrjahr|etudiante?|student|studentin|no degree obtained',
);

/** What says that a study, not a post, stands here. */
export const STUDY = word(
  'bachelor|bsc|ba|beng|llb|master|msc|ma|meng|mba|phd|degree|diploma|diplom|university|college|school|universitat|hochschule|fachhochschule|studium|ausbildung|berufsausbildung|umschulung|examen|staatsexamen|abitur|mittlere reife|realschul\\w*|hauptschul\\w*|fachoberschulreife|fachabitur|weiterbildung|fachweiterbildung|meisterprufung|universite|iut|lycee|bts|dut|but|dcg|dscg|deug|baccalaureat|bac|licence|cap|bep|brevet|formation|diplome|ecole|universiteit|hogeschool|opleiding|lerarenopleiding|mbo|hbo|vwo|havo|vmbo|roc|master leraar|educatieve master|lesbevoegdheid|universidad|grado en|licenciatura|diplomatura|bachillerato|ciclo formativo|tecnico superior|fp|instituto|universita|laurea|diploma di|liceo|gcses?|a levels|highers|hnc|hnd|nvq|svq|btec|bootcamp|lpc|gdl|pgce|admitted|apprenticeship in',
);

/** Papers that have run out. */
export const EXPIRED = word(
  'expired|lapsed|no longer valid|not renewed|revoked|withdrawn|abgelaufen\\w*|nicht mehr gultig\\w*|verfallen|erloschen|perime\\w*|expire\\w*|plus valable|verlopen|niet meer geldig|caducad[oa]|vencid[oa]|scadut[oa]|non piu valid[oa]',
);

/** Levels that say little more than that the word is known. */
export const BASIC = word(
  'basic|basics|beginner|elementary|fundamental|fundamentals|notions?|some|little|limited|exposure|introductory|one course|course in progress|university module|grundkenntnisse|grundlagen|basiskenntnisse|anfanger|ansatzweise|debutant|bases|scolaire|initiation|basis|basisniveau|basiskennis|beginnend|basico|basica|principiante|basi|di base|elementare|lecture|vorlesung|theory|tutorial|self-taught|einfache|first steps|learning',
);
