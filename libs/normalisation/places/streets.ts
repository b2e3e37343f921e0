import { fold } from '../text/fold.js';

// words that stand in the name of a street, folded; compounds by their ending
const WORDS = new Set(
  'street st str road rd avenue ave av blvd boulevard lane ln drive dr way court ct place pl square sq terrace crescent close highway hwy parkway pkwy circle apt apartment suite unit floor flat building block house rue chemin impasse allee allees quai cours route place bis bat batiment calle c avda avenida plaza paseo carrer ronda camino carretera piso via viale piazza corso vicolo largo strada rua travessa praca estrada alameda ul ulica al aleja aleje os osiedle pl plac m lok ulice namesti nam trida utca u ut ter tere korut strada str bd bulevardul calea aleea nr bl sc ap et etaj ulitsa ул улица вул вулиця вулиці бул бульвар проспект просп пр пер переулок кв д дом буд будинок ж к жк бл вх ет ап наб площадь площа пл οδος λεωφορος λεωφ πλατεια mahalle mahallesi mah sokak sokagi sk sok cadde caddesi cad bulvari no kat daire apartmani bus boite postbus postfach box po pobox strasse weg gasse platz ring allee ufer damm chaussee c/o gatan gata vej vei gade veien gt katu tie kuja vagen laan straat singel gracht plein kade dreef hof put trg cesta setaliste obala poste'.split(
    ' ',
  ),
);
const ENDING =
  /(strasse|str|gasse|weg|platz|allee|ring|damm|ufer|steig|straat|laan|gracht|plein|kade|singel|dreef|dijk|gatan|gata|vagen|gade|vej|gaten|veien|katu|tie|kuja|ulica|utca|utja|gasse|sokagi|caddesi)$/;

/** True where the text looks like the name of a street, a house or a flat. */
export const looksLikeStreet = (text: string): boolean => {
  if (/^(?:\p{L}\.?\s?)?c\/o\b/iu.test(text)) return true;
  const words = fold(text).split(' ');
  return words.some((word, at) => {
    if (word.length <= 2 && !WORDS.has(word)) return false;
    // "St. Gallen", "Pl. 5": short words that open a name count only beside a number
    if (
      /^(st|dr|ct|c|m|d|u|k|al|os|pl|ter|av|put|no|et|sk|via|ring|hof|close|place|cours|house|д|к|place|largo|bus|way|ut)$/.test(
        word,
      )
    )
      return (
        /\d/.test(text) ||
        (at === 0 && /^(ul|al|os|pl|via|c|av|put)$/.test(word) && words.length > 1 && !/^(al|os|put) /.test(fold(text)))
      );
    return (
      WORDS.has(word) ||
      (word.length > 6 &&
        ENDING.test(word) &&
        (/\d/.test(text) || /(strasse|straat|gasse|gatan|utca|sokagi|caddesi|gracht|katu)$/.test(word)))
    );
  });
};
