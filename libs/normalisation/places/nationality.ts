import type { LanguageLexicon } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { countryOf } from './countries.js';

// demonyms, folded, beginnings that end in "*" cover the inflected forms: masculine, feminine, plural, adjective
const TABLE: Readonly<Record<string, string>> = {
  DE: 'german deutsch* allemand* aleman alema* tedesc* duits* tysk* saksalai* niemieck* niemec nemeck* nemec nemka nemet german* njemack* njemac γερμαν* герман* немец* немск* німець німк* німецьк* alman',
  AT: 'austrian* osterreich* oesterreich* autrichien* austriac* oostenrijk* osterrikisk* ostrigsk* osterriksk* itavaltalai* austriack* rakusk* rakousk* osztrak αυστριακ* австри* avusturyal*',
  CH: 'swiss schweizer* suisse* suiz* suic* svizzer* zwitser* schweizisk* schweizisk sveitsisk* sveitsilai* szwajcar* svycar* svajciar* svajci elvetian* svicar* ελβετ* швейцар* isvicre*',
  FR: 'french* franzos* franzoesisch* francais* frances* frans franse fransk* ranskalai* francusk* francouz* francuzsk* francia francez* francusk* γαλλ* франц* французьк* фрэнс* fransiz',
  BE: 'belgian belg* βελγ* бельги* белгииск* belcikal*',
  NL: 'dutch nederland* niederland* hollander* neerlandais* holand* olandes* olandez* hollandsk* nederlandsk* nederlandsk alankomaalai* hollantilai* niderlandzk* nizozem* holandsk* holland ολλανδ* нидерланд* нідерланд* голланд* hollandal*',
  GB: 'british briton english scottish welsh britisch* brite britin britannique* anglais* britanic* britannic* ingles* brits* engels* brittisk* engelsk* britisk* brittilai* brytyjsk* britsk* anglick* brit angol englez* britansk* βρεταν* британ* англи* britanyal* ingiliz',
  IE: 'irish irisch* irlandais* irlandes* iers* irlandsk* irsk* irlantilai* irlandzk* irsk* ir irlandez* ιρλανδ* ирланд* ірланд* irlandal*',
  US: 'american* us-american* usamerican* amerikan* amerikansk* estadounidens* statunitens* etats-unien* norte-american* amerykansk* americk* amerikai αμερικαν* америк* abdli',
  CA: 'canadian* kanadi* canadien* canadiens* canades* kanad* καναδ* канад*',
  AU: 'australian* australi* αυστραλ* австрал* avustralyal*',
  ES: 'spanish spanisch* spanier* espagnol* espanol* espanhol* spagnol* spaans* spansk* espanjalai* hiszpan* spanelsk* spanielsk* spanyol spaniol* spanjolsk* ισπαν* испан* іспан* ispanyol',
  IT: 'italian* italien* italiaans* ital* wloch wlosk* olasz talijan* ιταλ* итальян* италиан* італі* włosk*',
  PT: 'portuguese portugies* portugais* portugues* portoghes* portugisisk* portugalilai* portugalsk* portugal portughez* πορτογαλ* португал* portekiz*',
  PL: 'polish pole polnisch* polin polonais* polac* polones* pools* polsk* puolalai* polak polka lengyel polonez* poljsk* poljak* πολων* поляк польк* полск* польс* polonyal*',
  CZ: 'czech* tschechisch* tscheche tchequ* chec* tchec* cec* tsjechisch* tjeckisk* tjekkisk* tsjekkisk* tsekkilai* czesk* cesk* cech ceh* cesk* cseh τσεχ* чех* чешк* чеськ* cek',
  SK: 'slovak* slowakisch* slovaque* eslovac* slovacc* slowaaks* slovakisk* slovakilai* slowack* slovensk* szlovak slovac* slovack* σλοβακ* словак* словац* slovak',
  HU: 'hungarian* ungarisch* ungar hongrois* hungar* unghereses* ungheres* hongaars* ungersk* ungarsk* unkarilai* wegiersk* madarsk* magyar maghiar* madarsk* mađarsk* ουγγρ* венгер* венгр* унгар* угор* macar',
  RO: 'romanian* rumanisch* rumane rumanin roumain* ruman* romen* rumen* roemeens* rumansk* romanialai* rumunsk* roman romana romanca rumunjsk* ρουμαν* румын* румън* румун* romanyal*',
  HR: 'croatian croat kroatisch* kroate croate* croat* kroatisk* kroatialai* chorwack* chorvatsk* horvat hrvatsk* hrvat* κροατ* хорват* хърват* hirvat',
  RS: 'serbian* serb serbisch* serbe serbi* servisch* serbisk* serbialai* serbsk* srbsk* szerb sarb srpsk* srbin srpkinja σερβ* серб* сръб* sirp',
  SI: 'slovenian slovene slowenisch* slovene esloven* sloven* sloveens* slovensk* slovenialai* slowensk* slovinsk* szloven slovenac* σλοβεν* словен* sloven',
  BG: 'bulgarian* bulgarisch* bulgare* bulgar* bulgaars* bulgarsk* bulgarialai* bulharsk* bolgar bugarsk* βουλγαρ* болгар* българ*',
  GR: 'greek* griechisch* grieche griechin grec* grieg* greg* grieks* grekisk* graesk* gresk* kreikkalai* greck* reck* grecky gorog grck* ελλην* грек гречан* гръц* грецьк* греческ* yunan',
  CY: 'cypriot* zyprisch* zypriot* chypriot* chipriot* cipriot* cypriotisk* κυπρι* киприот*',
  TR: 'turkish turk turkisch* tuerkisch* turke turkin turc* turque turco turca turks* turkisk* tyrkisk* turkkilai* tureck* torok turk* tursk* τουρκ* турок турец* турчин* турец* турк*',
  UA: 'ukrainian* ukrainisch* ukrainien* ucrani* ucrain* oekraiens* ukrainsk* ukrainalai* ukrainsk* ukran ucrainean* ukrajinsk* ουκραν* украин* україн*',
  RU: 'russian* russisch* russe russes rus* russ* russisk* rysk* venalai* rosyjsk* rosjan* rusk* orosz rusk* ρωσ* россий* россии* русск* руск* росіи* rus',
  SE: 'swedish swede schwedisch* suedois* suec* svedes* zweeds* svensk* ruotsalai* szwedzk* svedsk* sved suedez* σουηδ* швед* isvec*',
  NO: 'norwegian* norwegisch* norvegien* norueg* norveges* noors* norsk* norjalai* norwesk* norsk* norveg norvegian* νορβηγ* норве* norvec*',
  DK: 'danish dane danisch* daenisch* danois* danes* dinamarques* deens* dansk* tanskalai* dunsk* dansk* dan danez* δαν* датча* датс* danimarkal*',
  FI: 'finnish finn finnisch* finnlandais* finlandais* finland* finlandes* fins* finsk* suomalai* finsk* finn finlandez* φινλανδ* φιλανδ* финн* фин* фінс* finli fin',
  EE: 'estonian* estnisch* estonien* eston* ests* estnisk* virolai* estonsk* eszt εσθον* эстон* естон*',
  LV: 'latvian* lettisch* letton* leton* lets lettisk* latvialai* lotewsk* lotyssk* lett λετον* латыш* латв* латви*',
  LT: 'lithuanian* litauisch* lituanien* lituan* litouws* litauisk* liettualai* litewsk* litevsk* litovsk* litvan λιθουαν* литов*',
  LU: 'luxembourg* luxemburg* luxembourgeois*',
  IN: 'indian* indisch* indien* indi* indiaas* indisk* intialai* indyjsk* ind indick* indian ινδ* индии* індіи* hint*',
  CN: 'chinese chinesisch* chinois* chin* cines* chinees* kinesisk* kiinalai* chinsk* cinsk* kinai chinez* kinesk* κινεζ* китай* китаец* китаи* cinli',
  BR: 'brazilian* brasilian* bresilien* brasilen* brasileir* brasilian* braziliaans* brasiliansk* brazylijsk* brazilsk* βραζιλ* бразил*',
  MX: 'mexican* mexikan* mexicain* messican* mexicaans* mexikansk* meksykansk*',
  MA: 'moroccan* marokkan* marocain* marroqui* marocchin* marokkaans* marokkansk*',
  SY: 'syrian* syrisch* syrien* siri* syrisk* сирии*',
  AF: 'afghan* afgan*',
  IR: 'iranian* iranisch* iranien* irani* iraans* iransk*',
  IQ: 'iraqi* irakisch* irakien* iraki* iraks*',
  PK: 'pakistan*',
  NG: 'nigerian* nigerianisch* nigeriaans*',
  EG: 'egyptian* agyptisch* egyptien* egizian* egipci*',
  ZA: 'south-african sudafrikan* sud-africain* sudafrican* zuid-afrikaans*',
  JP: 'japanese japanisch* japonais* japon* giappones* japans*',
  KR: 'korean* koreanisch* coreen* corean* koreaans*',
  VN: 'vietnam*',
  PH: 'filipino filipina philippin*',
  AL: 'albanian* albanisch* albanais* albanes* shqiptar*',
  BA: 'bosnian* bosnisch* bosanac bosank* bosanskohercegov*',
  MK: 'macedonian* mazedonisch* makedon* македон*',
  BY: 'belarusian* belarussisch* bielorus* bialorusk* белорус* білорус* беларус*',
  MD: 'moldovan* moldauisch* moldav* moldove* молдав* молдов*',
  KZ: 'kazakh* kasachisch* казах*',
  GE: 'georgian* georgisch* грузин*',
  AM: 'armenian* armenisch* армян* вірмен*',
  IL: 'israeli* israelisch* israelien*',
  CO: 'colombian* kolumbian* colombien*',
  AR: 'argentin*',
  PE: 'peruvian* peruan* peruvien*',
  CL: 'chilean* chilen* chilien*',
  VE: 'venezuel* venezolan*',
  TN: 'tunisian* tunesisch* tunisien* tunisin*',
  DZ: 'algerian* algerisch* algerien*',
  LB: 'lebanese libanesisch* libanais* libanes*',
  NZ: 'new-zealander neuseelander* kiwi',
  GH: 'ghanaian* ghanaisch* ghaneen*',
  SR: 'surinam*',
  ID: 'indonesian* indonesisch* indones*',
  CM: 'camerounais* kamerun* cameroonian',
  SN: 'senegal*',
};

let exact: Map<string, string> | null = null;
let beginnings: (readonly [string, string])[] = [];
const load = (): Map<string, string> => {
  if (exact) return exact;
  exact = new Map();
  const starts: [string, string][] = [];
  for (const [country, row] of Object.entries(TABLE))
    for (const word of row.split(' ')) {
      if (word.endsWith('*')) starts.push([fold(word.slice(0, -1)), country]);
      else exact.set(fold(word), country);
    }
  beginnings = starts.sort((a, b) => b[0].length - a[0].length);
  return exact;
};

const one = (printed: string, lexicons: readonly LanguageLexicon[]): string | null => {
  const named = countryOf(printed, lexicons);
  if (named) return named;
  const key = fold(printed);
  const direct = load().get(key);
  if (direct) return direct;
  if (key.includes(' ')) return null;
  // an inflected ending is short: "ital*" is no "Italienisches Restaurant"
  return beginnings.find(([start]) => key.startsWith(start) && key.length <= start.length + 8)?.[1] ?? null;
};

/** Countries (ISO 3166-1 alpha-2) of printed nationalities, in their order; what is not known is left out. */
export const normaliseNationality = (raw: string, lexicons: readonly LanguageLexicon[] = []): string[] => {
  if (raw.length > 200) return [];
  const whole = one(raw, lexicons);
  if (whole) return [whole];
  const found: string[] = [];
  for (const part of raw.split(/[,;/|&+()]|\s[-–—]\s|\s(?:and|und|et|y|e|en|och|og|ja|i|a|és|și|και|и|та|і|ve)\s/u)) {
    const text = part.trim().replace(/^(?:\p{L}+\s*:\s*)/u, '');
    const country =
      one(text, lexicons) ??
      text
        .split(/[\s-]+/)
        .filter((word) => word.length > 3 || /^\p{Lu}{2,3}$/u.test(word))
        .map((word) => one(word, lexicons))
        .find((code) => code !== null) ??
      null;
    if (country && !found.includes(country)) found.push(country);
  }
  return found;
};
