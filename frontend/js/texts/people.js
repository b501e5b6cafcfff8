/**
 * Words of a text that are likely a person's name: for a hint, never for masking. A title or a first name must stand
 * beside them; streets, firms, products and months that look alike are left out. What is not sure is not shown.
 */

const LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ž";
const CAPITAL = `[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻ][${LETTER}'’]+(?:-[A-ZĄĆĘŁŃÓŚŹŻ][${LETTER}]+)?`;
const START = `(?<![${LETTER}\\d_.@/-])`;
const END = `(?![${LETTER}\\d_@-])`;

/** Polish first names; those of women without their last "a". */
const WOMEN =
  "Ann|Ani|Aleksandr|Agat|Agnieszk|Alicj|Aldon|Anet|Beat|Bożen|Barbar|Basi|Celin|Danut|Dorot|Edyt|Elżbiet" +
  "|El|Ew|Gabriel|Grażyn|Halin|Hann|Han|Helen|Iren|Iwon|Iz|Izabel|Jadwig|Joann|Jolant|Jol|Julit|Justyn" +
  "|Karolin|Kasi|Katarzyn|King|Krystyn|Lidi|Lucyn|Magd|Magdalen|Małgorzat|Gosi|Mart|Marzen|Mariol|Michalin" +
  "|Milen|Monik|Natali|Ol|Oliwi|Patrycj|Paulin|Renat|Sylwi|Stanisław|Teres|Urszul|Wand|Weronik|Wiolet|Zofi" +
  "|Zosi|Zuzann";
/** Those of men, with what an ending is added to. */
const MEN =
  "Adam|Andrzej|Artur|Bartosz|Bart(?:ek|k)|Bogdan|Bogusław|Damian|Dari?usz|Dar(?:ek|k)|Dawid|Dominik" +
  "|Franciszk?|Grzegorz|Grześk?|Henryk|Hubert|Ireneusz|Jac(?:ek|k)|Janusz|Jarosław|Jar(?:ek|k)|Jerzy|Józef" +
  "|Kamil|Karol|Kazimierz|Konrad|Krzysztof|Krzysi(?:ek|k)|Lesz(?:ek|k)|Łukasz|Maci(?:ej|ej|k|ek)|Marcin" +
  "|Mariusz|Mateusz|Michał|Mirosław|Norbert|Patryk|Paw(?:eł|ł)|Piotr(?:ek|k)?|Przemysław|Przem(?:ek|k)" +
  "|Rad(?:ek|k)|Radosław|Rafał|Ryszard|Sebastian|Sław(?:ek|k)|Stasz(?:ek|k)|Szymon|Tadeusz|Tom(?:ek|k|asz)" +
  "|Waldemar|Wald(?:ek|k)|Wiesław|Witold|Wojciech|Wojt(?:ek|k)|Zbigniew|Zbysz(?:ek|k)|Zenon|Zygmunt";
const ENGLISH =
  "Aaron|Adam|Agnes|Aidan|Alan|Alison|Amanda|Amy|Andrea|Andrew|Andy|Angela|Anna|Annie|Anthony|Aoife|Barbara" +
  "|Barry|Becky|Benjamin|Beth|Betty|Bob|Brenda|Brendan|Brian|Carol|Caroline|Catherine|Charles|Cheryl|Chloe" +
  "|Chris|Christine|Christopher|Ciara|Colin|Conor|Craig|Cynthia|Daniel|Darren|Dave|David|Debbie|Deborah" +
  "|Declan|Denise|Dennis|Derek|Diane|Donna|Doug|Edward|Eileen|Elaine|Elizabeth|Ellie|Emily|Emma|Eoin|Eric" +
  "|Eugene|Fiona|Gareth|Gary|Gemma|Geoff|George|Gerry|Gillian|Gordon|Graham|Greg|Gregory|Hannah|Heather" +
  "|Helen|Henry|Howard|Hugh|Ian|Irene|Jackie|Jacqueline|James|Jamie|Jane|Janet|Janice|Jason|Jean|Jeff" +
  "|Jeffrey|Jenny|Jennifer|Jeremy|Jessica|Jill|Jim|Joan|Joanne|Joe|John|Jonathan|Joseph|Joyce|Judith|Judy" +
  "|Julia|Julie|Karen|Kate|Katherine|Kathleen|Katie|Keith|Kelly|Kenneth|Kevin|Kimberly|Kyle|Larry|Laura" +
  "|Lauren|Lesley|Liam|Linda|Lisa|Liz|Louise|Lucy|Luke|Lynn|Maggie|Malcolm|Margaret|Maria|Marie|Martha" +
  "|Martin|Mary|Matthew|Maureen|Megan|Melissa|Michael|Michelle|Mike|Nancy|Natalie|Nathan|Neil|Niamh" +
  "|Nicholas|Nick|Nicola|Nigel|Olivia|Pam|Pamela|Patricia|Patrick|Paul|Paula|Peter|Phil|Philip|Rachel" +
  "|Raymond|Rebecca|Renee|Richard|Robert|Roger|Ronald|Rosie|Ruth|Ryan|Sally|Samantha|Samuel|Sandra|Sarah" +
  "|Sean|Sharon|Sheila|Shona|Simon|Sinead|Siobhan|Sophie|Stephanie|Stephen|Steve|Steven|Stuart|Susan|Teresa" +
  "|Terry|Theresa|Thomas|Tim|Timothy|Tina|Tom|Tony|Tracy|Trevor|Valerie|Vanessa|Wayne|Wendy|Yvonne|Zoe" +
  "|Ahmed|Carlos|Carmen|Fatima|Jose|Juan|Luis|Mohammed|Nuria|Oksana|Olena|Priya|Basi|Gosi|Kasi|Zosi";
const FIRST = `(?:(?:${WOMEN})(?:a|y|ie|ę|ą|o|u|i(?=[ ,.;)]))|(?:${MEN})(?:a|u|owi|em|iem|ie)?|${ENGLISH})`;
const SURNAME_END = "(?:sk|ck|dzk)(?:i|a|iego|iej|iemu|im|ą)|wicz(?:a|owi|em)?|czyk(?:a|owi|iem)?|ewsk\\w+|owsk\\w+";
const COMMON_SURNAMES =
  "Nowak\\w{0,3}|Wójcik\\w{0,3}|Kowalczyk\\w{0,3}|Smith|Jones|Williams|Taylor|Brown|Davies|Evans|Wilson" +
  "|Johnson|Roberts|Robinson|Thompson|Wright|Walker|Hughes|Edwards|Murphy|Byrne|O['’]Brien|O['’]Connor" +
  "|Miller|Davis|Anderson|Clarke?|Harris|Jackson";
const SURNAME = `(?:[A-ZĄĆĘŁŃÓŚŹŻ][${LETTER}-]+(?:${SURNAME_END})|${COMMON_SURNAMES})`;

const JOBS = anyCase(
  "prezes|dyrektor|kierowni|dokto|księgow|sekretar|pielęgniar|inżynier|mecenas|profesor|burmistrz|wójt" +
    "|sołtys|redaktor|właściciel|klient|kadrow|pani|pan|magazyn|handlow|starost|recepcj|naczelni|ordynator" +
    "|koordynator|brygadz|poseł|sędzi",
);
/** Each word with its first letter large or small. @param {string} words */
function anyCase(words) {
  return words.replace(/(?<=^|\|)\p{L}/gu, (letter) => `[${letter.toUpperCase()}${letter}]`);
}

const NOT_BEHIND_TITLE =
  "Access|Excel|Office|Teams|Word|Outlook|Project|SQL|Dynamics|Windows|Forms|Power|Store|Visio|Kipling" +
  "|Price|Muscle|Clean|Sheen|Porky|Whippy|Tayto|Oetker|Martens|Pepper|Max|Gerard|Irena|Brown's|Dre|Beat" +
  "|Coffee|Green";
/** Firms, products, brands and places called like a person. */
const KNOWN =
  "John (?:Deere|Lewis|Smedley|Menzies)|Philip Morris|Hugo Boss|Jack Daniel|Laura Ashley|Charles (?:Schwab" +
  "|Tyrwhitt|Stanley|de Gaulle)|Henry (?:Schein|Hoover)|Thomas (?:Cook|Cup|Pink)|Paul Smith|Mary Kay" +
  "|Ann Summers|Edward Jones|Raymond James|William Hill|Martin Marietta|Lee Cooper|James Hardie|Peter Jones" +
  "|Robert (?:Half|Walters|Bosch|Dyas|McNeel)|Michael (?:Page|Kors|Hill)|Helen of Troy|Jason Markk" +
  "|Karen Millen|Patrick Batch|Kelly (?:Services|Blue)|Andrew Martin|George (?:Foreman|at Asda)|Wendy's" +
  "|Denny's|Kate Spade|Elizabeth Arden|Lee Jeans|Joe &|Tom Tailor|Ben & Jerry|Marie Curie|Jean Monnet" +
  "|Tony's Chocolonely|Tim Hortons|Stanley Black|Joseph Joseph|Henry hoover|Adam's Apple|Lynn Works" +
  "|Thomas Tank";
const STREET_BEFORE = new RegExp(
  '(?:(?:^|[\\s(„"])(?:ul|al|pl|os|im|św|st|gen|ks|rtm)\\.|ulic\\w+|alej\\w+|plac\\w*|osiedl\\w+|imienia' +
    "|święt\\w+|saint|san|santa|port|fort|lake|mount|cape|king|queen|prince|princess|hotel|szko\\w+" +
    "|parafi\\w+|rond\\w+|most\\w*|liceum|uniwersytet\\w*|radio|bank|marki|marka" +
    "|model\\w*)\\s*(?:[\\p{L}.]+\\s){0,2}$",
  "iu",
);
const FIRM_BEHIND = new RegExp(
  "^(?:['’]s? [A-Z]|,? (?:(?:&|and|i|of) )?(?:[A-Z][\\p{L}'’-]* ){0,2}(?:Ltd|Limited|LLC|Inc|plc|PLC|LLP" +
    "|GmbH|Corp|Group|Holdings|Sons|Co\\b|Bros|Brothers|Partners|Hospital|School|College|University|Street" +
    "|St\\b|Road|Rd|Avenue|Lane|Square|Park|Church|Airport|Bridge|Court|House|Foundation|Trust|Day|Bank|Hotel" +
    "|Farm|Stadium|Library|S\\.A|[Ss]p\\. z|[Ss]p\\.j|[Ss]\\.c)| & )",
  "u",
);
/** "Marzenie" is a wish. */
const OTHER_WORDS = /^(?:Marzenie|Ole)$/;
const MONTHS = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/;

const TITLED = new RegExp(
  `${START}(?:(?:[Pp]an(?:a|u|em|i|ią)?)\\s+(?:(?!(?:${JOBS}))${CAPITAL}|${FIRST.toLowerCase()}${END})` +
    `|(?:Mr|Mrs|Ms|Miss|Mx)\\.? (?!(?:${NOT_BEHIND_TITLE})\\b)${CAPITAL}|(?:[Dd]r|[Mm]ec|[Ii]nż|[Mm]gr` +
    `|[Pp]rof)\\.? (?!(?:${NOT_BEHIND_TITLE})\\b)(?:${SURNAME}|${FIRST}))(?: ${SURNAME}${END})?`,
  "gu",
);
const NAMED = new RegExp(
  `${START}(?:${FIRST}(?: (?:[A-ZŁŚŻ]\\.(?![\\p{L}])|${CAPITAL})|${END})` +
    `|Jan(?:a|owi|em)? (?:${SURNAME}${END}|[A-ZŁŚŻ]\\.(?= |$)))`,
  "gu",
);
const INITIAL = new RegExp(`${START}[A-ZŁŚŻ]\\. ?${SURNAME}${END}`, "gu");
const MOST = 3;
const LONGEST = 20_000;

/**
 * The first names or surnames that a text likely holds, as they stand in it, three at most.
 * @param {string} text
 * @returns {string[]}
 */
export function likelyNames(text) {
  const read = text.slice(0, LONGEST);
  const known = new RegExp(KNOWN, "gu");
  const elsewhere = read.replace(known, (words) => "\u0000".repeat(words.length));
  const found = [TITLED, NAMED, INITIAL].flatMap((pattern) =>
    [...elsewhere.matchAll(pattern)].filter((match) => isPerson(elsewhere, match)),
  );
  found.sort((a, b) => a.index - b.index);
  /** @type {string[]} */
  const names = [];
  let end = -1;
  for (const match of found) {
    if (match.index < end) continue;
    end = match.index + match[0].length;
    const name = match[0].replace(/\s+/g, " ");
    if (!names.includes(name)) names.push(name);
  }
  return names.slice(0, MOST);
}

/** @param {string} text @param {RegExpExecArray} match */
function isPerson(text, match) {
  const words = match[0].split(" ");
  if (OTHER_WORDS.test(match[0])) return false;
  if (words.length > 1 && MONTHS.test(words[words.length - 1])) return false;
  const before = text.slice(Math.max(0, match.index - 40), match.index);
  const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
  return (
    !STREET_BEFORE.test(before) &&
    !FIRM_BEHIND.test(behind) &&
    !FIRM_BEHIND.test(` ${words.slice(1).join(" ")}${behind}`)
  );
}
