import type { Cefr } from '@vitamill/domain';
import { fold } from '../text/fold.js';

// term, term: level; ... Only words whose level is common ground among CVs of the language.
const TABLE: Readonly<Record<string, string>> = {
  en: 'native=native,native speaker,mother tongue,first language,native or bilingual proficiency,bilingual;C2=proficient,near native,mastery;C1=fluent,advanced,business fluent,negotiation level,excellent,full professional,full professional proficiency;B2=upper intermediate,professional working proficiency,very good,working proficiency,good,conversational fluency;B1=intermediate,conversational,limited working proficiency,moderate;A2=elementary,basic,basic knowledge,pre intermediate,elementary proficiency,limited,school,school level;A1=beginner,starter,a little,notions',
  de: 'native=muttersprache,muttersprachler,muttersprachlich,muttersprachliches niveau,erstsprache,bilingual,zweisprachig;C1=verhandlungssicher,fliessend,fliessend in wort und schrift,sehr gute kenntnisse,sehr gut,business fluent,konferenzsicher;C2=annahernd muttersprachlich;B2=gut,gute kenntnisse,sicher in wort und schrift,fortgeschritten;B1=befriedigend,konversationssicher,erweiterte grundkenntnisse,mittelstufe;A2=grundkenntnisse,schulkenntnisse,basiskenntnisse,ausbaufahig;A1=anfanger,anfangerkenntnisse',
  fr: 'native=langue maternelle,natif,native,bilingue;C1=courant,couramment,avance,excellent,lu parle ecrit,maitrise professionnelle;C2=maitrise parfaite,quasi natif;B2=bon niveau,tres bon niveau,bonne maitrise,professionnel,intermediaire superieur,operationnel;B1=intermediaire,niveau moyen,moyen;A2=notions,elementaire,niveau scolaire,scolaire,bases;A1=debutant',
  es: 'native=nativo,nativa,lengua materna,lengua nativa,materno,materna,bilingue;C1=avanzado,fluido,alto,fluida,nivel alto;C2=dominio,nivel proficiency;B2=intermedio alto,intermedio avanzado,medio alto;B1=intermedio,medio,nivel medio;A2=basico,basica,nivel basico,elemental;A1=principiante,inicial',
  it: 'native=madrelingua,lingua madre,nativo,bilingue;C1=fluente,ottimo,ottima,avanzato,eccellente,fluente scritto e parlato;C2=padronanza;B2=buono,buona,ottimo livello,molto buono;B1=intermedio,discreto,discreta;A2=scolastico,base,elementare,sufficiente,livello scolastico;A1=principiante',
  pt: 'native=lingua materna,nativo,nativa,materna,bilingue;C1=fluente,avancado;C2=proficiente,dominio;B2=bom,intermedio avancado,intermediario avancado,intermedio alto;B1=intermedio,intermediario;A2=basico,elementar,nocoes;A1=iniciante,iniciado',
  nl: 'native=moedertaal,moedertaalspreker,tweetalig,native;C1=vloeiend,zeer goed,uitstekend,uitmuntend;C2=near native;B2=goed,ruime kennis;B1=redelijk,voldoende,gemiddeld;A2=matig,basis,basiskennis,elementair,schoolniveau;A1=beginner,beginnend',
  sv: 'native=modersmal,tvasprakig;C1=flytande,mycket goda kunskaper,mycket goda,mycket bra,utmarkt;B2=goda kunskaper,goda,god,bra;B1=medelgoda,medel,hyfsad,mellanniva;A2=grundlaggande,grundlaggande kunskaper,baskunskaper,skolkunskaper;A1=nyborjare',
  da: 'native=modersmal,tosproget;C1=flydende,forhandlingsniveau,meget godt,udmaerket;B2=godt,god,gode kundskaber,rutineret;B1=mellemniveau,ovet,middel;A2=grundlaeggende,basis,skolekundskaber,lidt;A1=begynder,pa begynderniveau,begynderniveau',
  no: 'native=morsmal,tospraklig;C1=flytende,meget god,meget godt,utmerket,sveert god;B2=god,godt,gode kunnskaper;B1=middels,mellomniva;A2=noe,grunnleggende,noe muntlig,litt,skolekunnskaper;A1=nybegynner',
  fi: 'native=aidinkieli,kaksikielinen;C1=erinomainen,sujuva,kiitettava;B2=hyva,hyvat,hyvat taidot;B1=tyydyttava,kohtalainen,keskitaso;A2=perusteet,valttava,perustaidot;A1=alkeet,aloittelija',
  pl: 'native=ojczysty,jezyk ojczysty,dwujezyczny;C1=biegly,biegle,plynnie,zaawansowany,bardzo dobry,plynny;B2=dobry,srednio zaawansowany wyzszy,bardzo dobra,dobra;B1=srednio zaawansowany,komunikatywny,komunikatywnie,sredni;A2=podstawowy,podstawy;A1=poczatkujacy',
  cs: 'native=rodily mluvci,matersky jazyk,materstina,rodny jazyk;C1=plynne,vyborne,pokrocily,plynny,vyborna;B2=velmi dobre,dobre,velmi dobra,aktivne;B1=stredne pokrocily,komunikativni,stredni;A2=zaklady,pasivne,zakladni,mirne pokrocily;A1=zacatecnik',
  sk: 'native=rodny jazyk,materinsky jazyk,materinska rec;C1=plynule,vyborne,pokrocily,expert,vyborna,plynula;B2=velmi dobre,dobre,aktivne;B1=stredne pokrocily,komunikativne,stredna;A2=zaklady,pasivne,zakladna,mierne pokrocily;A1=zaciatocnik',
  hu: 'native=anyanyelv,anyanyelvi,anyanyelvi szint,ketnyelvu;C1=felsofok,felsofoku,folyekony,targyaloszint,targyalokepes,kivalo;B2=kozepfok,kozepfoku,jo;B1=tarsalgasi,tarsalgasi szint,kommunikacios;A2=alapfok,alapfoku,alapszint;A1=kezdo',
  ro: 'native=limba materna,nativ,nativa,matern,bilingv;C1=fluent,avansat,excelent,foarte bine,foarte bun;B2=bine,bun;B1=mediu,intermediar,conversational,satisfacator;A2=de baza,elementar,incepator mediu,cunostinte de baza;A1=incepator',
  hr: 'native=materinski jezik,materinski,dvojezicno;C1=tecno,izvrsno,napredno,odlicno,aktivno u govoru i pismu;B2=vrlo dobro,vrlo dobar;B1=dobro,srednje,srednja razina,solidno;A2=osnovno,osnove,pasivno,osnovna razina;A1=pocetnik,pocetna razina',
  el: 'native=μητρικη,μητρικη γλωσσα,διγλωσσος;C2=αριστα,αριστη γνωση,αριστη,αριστες,αριστο;C1=πολυ καλα,πολυ καλη γνωση,πολυ καλη,πολυ καλες,πολυ καλο,προχωρημενο;B2=καλα,καλη γνωση,καλη,καλες,καλο;B1=μετρια,μετρια γνωση,μετριες,μετριο,μεσαιο επιπεδο;A2=βασικα,βασικη γνωση,βασικη,βασικες,βασικο,στοιχειωδης,στοιχειωδεις;A1=αρχαριος',
  bg: 'native=маичин език,роден език,маичин;C1=отлично,свободно,отлично ниво,напреднало ниво,напреднал;B2=много добро,много добре,много добро ниво;B1=добро,добре,средно ниво,средно,работно;A2=основно,базово,основно ниво,задоволително;A1=начинаещ,начално ниво',
  uk: 'native=рідна,рідна мова,ріднии,носіи,носіи мови,двомовнии,родина;C1=вільно,вільне володіння,високии рівень,відмінно,просунутии,вільно володію;B2=вище середнього,добре,добрии рівень;B1=середніи,середніи рівень,розмовнии;A2=базовии,базовии рівень,початковии рівень,елементарнии,зі словником;A1=початковии',
  ru: 'native=роднои,роднои язык,носитель,носитель языка,билингв;C2=в совершенстве;C1=свободно,свободное владение,продвинутыи,свободныи,отлично,fluent;B2=выше среднего,хорошо,средне продвинутыи,хорошии уровень;B1=среднии,среднии уровень,разговорныи,могу проходить интервью;A2=базовыи,базовые знания,элементарныи,базовыи уровень,читаю профессиональную литературу,со словарем;A1=начальныи,начальныи уровень',
  tr: 'native=anadil,ana dil,ana dili,anadili;C1=ileri,ileri seviye,cok iyi,akici,ileri duzey;C2=mukemmel;B2=iyi,ust orta,iyi seviye;B1=orta,orta seviye,orta duzey;A2=temel,temel seviye,az,baslangic ustu;A1=baslangic,baslangic seviyesi',
};

/** Words for levels by language, folded, that stand beside those of the lexicon. */
export const LEVEL_WORDS: Readonly<Record<string, readonly { readonly term: string; readonly cefr: Cefr }[]>> =
  Object.fromEntries(
    Object.entries(TABLE).map(([language, row]) => [
      language,
      row.split(';').flatMap((group) => {
        const [cefr = '', terms = ''] = group.split('=');
        return terms.split(',').map((term) => ({ term: fold(term), cefr: cefr as Cefr }));
      }),
    ]),
  );

/** What stands beside a word for a level and says nothing of it: "knowledge", "level", "in speech and writing". Folded. */
export const BESIDE_LEVEL =
  /(?<![\p{L}])(?:in word en geschrift|in woord en geschrift|in wort und schrift|in speech and writing|in speaking and writing|(?:both )?(?:written|spoken) and (?:spoken|written)|w mowie i pismie|i tal och skrift|i (?:skrift|tale) og (?:tale|skrift)|muntlig(?:t)? og skriftlig(?:t)?|slovem i pismem|slovom (?:aj|i) pismom|u govoru i pismu|scritto e parlato|hablado y escrito|oral y escrito|falado e escrito|escrito e falado|a l oral et a l ecrit|szoban es irasban|scris si vorbit|устно и письменно|писмено и говоримо|усно і письмово|sozlu ve yazili|knowledge|command|skills?|level|kennis|niveau|beheersing|kenntnisse?|conoscenza|livello|connaissances?|conocimientos?|nivel|conhecimentos?|znajomosc|poziom|kunskaper|niva|kundskaber|kendskab|kunnskap(?:er)?|kjennskap|taito|taidot|osaaminen|tudas|szint(?:u)?|ismeret(?:ek)?|cunostinte|znanje|razina|γνωση|γνωσεις|επιπεδο|ниво|знани[ея]|владение|уровень|рівень|знання|володіння|znalosti?|uroven|bilgisi|bilgi|seviyede|seviye|duzeyde|duzey)(?![\p{L}])/gu;
