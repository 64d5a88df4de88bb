// Search, the engine: words in, pages out. It loads only the parts of the index that a query needs
// (hooks/mindinmind/search/index.py makes them); nothing that is typed leaves the page.
window.mimSearchEngine = (load) => {
  "use strict";
  const MOST = 10; // pages to show
  const MOST_TYPED = 100; // words that are compared with the lexicon
  const PIECE = 200; // things to look at in one go
  const MOST_NAME = 12; // words of a name
  const HEAVY = 9; // points that put help first
  const FEW = 4; // words: fewer say too little for half the points
  const SHORT = 0xffffff; // what is kept of a number that points are given to
  const MADE_OF = 14; // words that a beginning stands for
  const RANK = { n: 1, g: 0.55, l: 0.12 };
  let index = null;

  // A long task is cut into pieces, so that a slow phone answers between them.
  let since = 0;
  async function breathe() {
    if (performance.now() - since < 6) return;
    await new Promise((resolve) => { setTimeout(resolve); });
    since = performance.now();
  }
  async function forEach(things, work) {
    let done = 0;
    for (const thing of things) {
      work(thing);
      if (++done % PIECE === 0) await breathe();
    }
  }

  const parts = new Map(); // name -> lines
  async function linesOf(name) {
    if (!parts.has(name)) parts.set(name, (await load(name)).split("\n"));
    return parts.get(name);
  }

  const PLAIN = { "’": "'", "ʼ": "'", ł: "l", ı: "i", ø: "o", đ: "d", ß: "ss" };
  const folded = (text) => text.toLowerCase().replace(/[’ʼłıøđß]/g, (letter) => PLAIN[letter])
    .normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
  const APART = /(^|[^\p{L}])((?:\p{L}[ ._-]+){2,}\p{L})(?!\p{L})/gu; // k.m.s
  const MASKED = /(\p{L})([@$!*]+)(?=\p{L})/gu; // d!e, su*cide
  const MASKS = { "@": "a", "$": "s", "!": "i", "*": "" };
  const ELIDED = /(^|[^\p{L}])([cdjlmnst]|qu)'(?=\p{L})/gu; // d'en
  const tidied = (text) => folded(text)
    .replace(MASKED, (_, before, signs) => before + signs.replace(/./g, (sign) => MASKS[sign]))
    .replace(APART, (_, before, letters) => before + letters.replace(/[ ._-]/g, ""));
  const wordsOf = (text) => (text.match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)?/gu) || [])
    .map((word) => word.replace("d'd", "ded").replace("'", "")).slice(0, MOST_TYPED); // od'd, don't

  // --- The lexicon: patterns such as "want|wanna ... die" (see docs/_data/search.yml). Its words are
  // there as numbers, so that no file of the site spells them out; a typed word is made into the
  // numbers of all that it may stand for.

  // FNV-1a, its last 28 bits: the number of a word is that of its letters, one by one.
  const NONE = 0x11c9dc5;
  const step = (number, code) => Math.imul(number ^ code, 0x01000193) & 0xfffffff;
  const numberOf = (word) => [...Array(word.length).keys()].reduce((number, at) => step(number, word.charCodeAt(at)), NONE);
  const ALPHABET = [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => letter.charCodeAt(0));
  const STAR = "*".charCodeAt(0);

  // Notes what the lexicon names that is one slip away (a letter more, less, another, or two swapped),
  // and that begins as the word does but for a slip, unless that begins with a word of the site: what
  // is treatable is no threat. Only letters that follow a slip are counted anew.
  function noteSlips(word, note) {
    const begun = [...word.slice(5)].some((_, at) => exact(word.slice(0, at + 5)) >= 0);
    const codes = [...Array(word.length).keys()].map((at) => word.charCodeAt(at));
    function follow(number, at, from) { // `at` letters so far, then those of the word
      for (let length = at; ; from++, length++) {
        if (length > 5 && !begun) note(step(number, STAR));
        if (from >= codes.length) return length > 4 && note(number);
        number = step(number, codes[from]);
      }
    }
    let before = NONE;
    for (let at = 0; at <= codes.length; at++) {
      const left = codes.length - at;
      if (left) follow(before, at, at + 1);
      if (left > 1) follow(step(step(before, codes[at + 1]), codes[at]), at + 2, at + 2);
      for (const letter of ALPHABET) {
        follow(step(before, letter), at + 1, at);
        if (left) follow(step(before, letter), at + 1, at + 1);
      }
      if (left) before = step(before, codes[at]);
    }
  }

  const DIGITS = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s" };
  const usual = (word) => index.lexicon.usual.get(word) || word; // wanna is want
  const isNamed = (word) => index.lexicon.named.has(numberOf(word));
  const isKnown = (word) => exact(word) >= 0 || index.lexicon.usual.has(word) || isNamed(word)
    || index.lexicon.heavy.has(numberOf(word) & SHORT);
  const remembered = { exact: new Map(), like: new Map() }; // word -> numbers
  function remember(kind, word, make) {
    if (!remembered[kind].has(word)) remembered[kind].set(word, make());
    return remembered[kind].get(word);
  }

  const exactly = (word) => remember("exact", word, () => {
    const numbers = new Set();
    const note = (one) => numbers.add(numberOf(one));
    const plain = /^(?=.*\d)(?=.*[a-z])/.test(word) ? word.replace(/[01345]/g, (digit) => DIGITS[digit]) : word;
    const [single, twice] = ["$1", "$1$1"].map((much) => plain.replace(/(.)\1{2,}/g, much)); // heeelp, killll
    const written = new Set([word, plain, single, usual(single), twice, usual(twice)]);
    if (!isKnown(word)) written.add(word.replace(/(.)\1/g, "$1")); // sellf
    for (const one of written) {
      note(one);
      for (let end = 2; end <= one.length; end++) note(one.slice(0, end) + "*");
      for (let at = 0; one > "\u0590" && at < one.length; at++) { // scripts that part no words
        for (let end = at + 1; end <= Math.min(one.length, at + 12); end++) note("~" + one.slice(at, end));
      }
    }
    return numbers;
  });

  // A word that the site uses is no slip: "loving" is not "living". In words of four letters two
  // may be swapped or one be doubled, no more.
  const roughly = (word) => remember("like", word, () => {
    if (!/^[a-z]{4,20}$/.test(word) || isKnown(word)) return exactly(word);
    const numbers = new Set(exactly(word));
    if (word.length > 4) {
      noteSlips(word, (number) => { if (index.lexicon.named.has(number)) numbers.add(number); });
      for (const one of index.lexicon.near) { // suidical
        if (one[0] === word[0] && slips(word, one, 2) < 3) exactly(one).forEach((number) => numbers.add(number));
      }
    } else {
      for (let at = 0; at < 3; at++) {
        numbers.add(numberOf(word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)));
        numbers.add(numberOf(word.slice(0, at + 1) + word[at] + word.slice(at + 1))); // pils, sory
      }
    }
    return numbers;
  });

  // --- Spaces that are missing or too many: "iwanttodie", "over dose".

  // The fewest words that a word nobody knows is made of, or itself.
  function parted(word) {
    if (!/^[a-z]{6,30}$/.test(word) || isKnown(word)) return [word];
    const begins = [...roughly(word)].some((number) => index.lexicon.named.has(number)); // so, or is a slip
    const best = [[]]; // the fewest words of the first letters
    for (let end = 1; end <= word.length; end++) {
      for (let start = Math.max(0, end - 12); start < end; start++) {
        const piece = word.slice(start, end);
        if (!best[start] || (piece.length < 2 && piece !== "i") || !isKnown(piece)) continue;
        if (!best[end] || best[start].length + 1 < best[end].length) best[end] = [...best[start], piece];
      }
    }
    const found = best[word.length];
    const good = found && found.length * 2.5 <= word.length && !(begins && !found.every(isNamed));
    return good ? found : [word]; // not "ho mi ci de"
  }

  async function allParted(words) {
    const found = [];
    for (const word of words) {
      found.push(...parted(word));
      await breathe();
    }
    return found;
  }

  function rejoined(words) {
    return words.reduce((done, word) => {
      const before = done[done.length - 1] || "";
      const both = before + word;
      const begins = [...word].some((_, at) => at > 1 && isNamed(both.slice(0, before.length + at + 1) + "*"));
      return before && both.length > 4 && (begins || isNamed(both)) ? [...done.slice(0, -1), both] : [...done, word];
    }, []);
  }

  // "1a|@0 ... 3c + 4d" becomes lists of elements, each a list of numbers, or null for "...". The
  // pattern says where among all numbers each stands; @0 is a kind of words, such as all kin.
  function parsed(pattern, numbers, kinds) {
    const whole = pattern.startsWith("= ");
    const parts = (whole ? pattern.slice(2) : pattern).split(" + ").map((part) => part.split(" ").map(
      (element) => element === "..." ? null : element.split("|").flatMap(
        (at) => at[0] === "@" ? kinds[at.slice(1)] : [numbers[parseInt(at, 36)]])));
    const elements = parts.flat().filter(Boolean).length;
    return { whole, parts, worth: whole ? 1.5 : Math.min(1.2, 0.6 + 0.2 * elements) };
  }

  // Where the elements of a pattern end that follow each other from a word on, or -1.
  function follows(typed, at, elements, most = 3, from = 0) {
    if (from === elements.length) return at;
    if (!elements[from]) { // up to so many words
      for (let gap = 0; gap <= most; gap++) {
        const end = follows(typed, at + gap, elements, most, from + 1);
        if (end >= 0) return end;
      }
      return -1;
    }
    const fits = at < typed.length && elements[from].some((number) => typed[at].has(number));
    return fits ? follows(typed, at + 1, elements, most, from + 1) : -1;
  }
  function says(typed, { whole, parts }) {
    if (whole) return follows(typed, 0, parts[0]) === typed.length;
    return parts.every((elements) => typed.some((_, at) => follows(typed, at, elements) >= 0));
  }
  async function anyOf(typed, patterns) {
    for (const [at, pattern] of patterns.entries()) {
      if (at % PIECE === 0) await breathe();
      if (says(typed, pattern)) return true;
    }
    return false;
  }

  // What the words stand for, without those that only sound like danger.
  async function serious(words) {
    const spelled = words.map(exactly);
    const kept = [];
    for (const word of words) {
      kept.push(roughly(word));
      await breathe();
    }
    for (const { parts } of index.lexicon.harmless) {
      spelled.forEach((_, at) => {
        const end = follows(spelled, at, parts[0], 1); // "cut my wrist in a session" is no cut session
        if (end > at) kept.fill(new Set(), at, Math.min(end, kept.length));
      });
    }
    return kept;
  }

  // A sentence that no page answers may be about anything, danger among it, in any language.
  function isUnclear(words, asked) {
    const about = words.map(exactly);
    if (index.lexicon.everyday.some((pattern) => says(about, pattern))) return false;
    const strange = words.filter((word) => exact(word) < 0).length;
    const isMine = words.length > 3 && words.some((word) => /^(i|i[dm]|ive?|ill)$/.test(word));
    const isForeign = words.length > 2 && strange * 2 >= words.length;
    return (isMine || isForeign) && asked.every((numbers) => numbers.size);
  }

  // No pattern fits, but many of the words, or of two in a row, are those that danger is told in. A
  // long query has more of every kind, and one word alone must say twice as much.
  function points(words, asked) {
    const { heavy, kindsOf } = index.lexicon;
    const numbers = new Set(asked.flatMap((one) => [...one]));
    for (const number of [...numbers]) (kindsOf.get(number) || []).forEach((kind) => numbers.add(numberOf(kind)));
    words.map(usual).forEach((word, at, all) => {
      if (at && asked[at - 1].size && asked[at].size) numbers.add(numberOf(`${all[at - 1]} ${word}`));
    });
    return [...numbers].reduce((sum, number) => sum + (heavy.get(number & SHORT) || 0), 0) / Math.sqrt(Math.max(words.length, FEW));
  }

  // --- The index.

  // Each number is written as its step from the one before.
  function unstepped(steps) {
    let last = 0;
    return steps.split(" ").map((step) => (last += parseInt(step, 36)));
  }

  async function read(lexicon) {
    const { help, only, harmless, everyday, best, little, spelled, near, heavy, named, kinds } = JSON.parse(lexicon);
    const usual = new Map(spelled.flatMap(([first, ...others]) => others.map((other) => [other, first])));
    await breathe();
    const numbers = unstepped(named);
    await breathe();
    const listed = kinds.map((kind) => kind.split("|").map((at) => numbers[parseInt(at, 36)]));
    async function all(patterns) {
      const made = [];
      for (const one of patterns) {
        made.push(parsed(one, numbers, listed));
        if (made.length % 20 === 0) await breathe();
      }
      return made;
    }
    const bets = [];
    for (const [page, say, also] of best) bets.push([page, await all(say), await all(also)]);
    const kindsOf = new Map(); // number -> names of kinds
    for (const [at, kind] of listed.entries()) {
      for (const number of kind) kindsOf.set(number, [...(kindsOf.get(number) || []), "@" + at]);
    }
    const points = new Map();
    for (const [worth, steps] of heavy) {
      unstepped(steps).forEach((number) => points.set(number, worth));
      await breathe();
    }
    return {
      heavy: points, kindsOf, usual, near, named: new Set(numbers), help: await all(help), only: await all(only), harmless: await all(harmless),
      everyday: await all(everyday), little: new Set(little), best: bets
    };
  }

  // "0mental", "6ly 1" are two words: six letters as before, then "ly"; the group where it is not new.
  async function unfolded(lines) {
    const vocabulary = [];
    const groups = [];
    let word = "";
    let next = 0;
    for (const [at, line] of lines.entries()) {
      const gap = line.indexOf(" ");
      const end = gap < 0 ? line.length : gap;
      word = word.slice(0, parseInt(line[0], 36)) + line.slice(1, end);
      vocabulary.push(word);
      groups.push(gap < 0 ? next++ : next - parseInt(line.slice(gap + 1), 36));
      if (at % PIECE === 0) await breathe();
    }
    return { vocabulary, groups };
  }

  async function made() {
    const [text, lexicon] = await Promise.all([load("words"), load("lexicon")]);
    await breathe();
    const [sizes, pages, telling, names, ...lines] = text.split("\n");
    await breathe();
    const [groupsAPart, sectionsAPart] = sizes.split(" ").map(Number);
    const firsts = [];
    const ranks = [];
    let sections = 0;
    for (const page of pages.split(" ")) {
      firsts.push(sections);
      ranks.push(RANK[page.slice(-1)]);
      sections += parseInt(page, 10);
    }
    const called = new Map(); // groups of a name -> pages that are called so
    for (const [page, of] of names.split(" ").entries()) {
      for (const name of of.split(",")) called.set(name, [...(called.get(name) || []), page]);
      if (page % PIECE === 0) await breathe();
    }
    return {
      groupsAPart, sectionsAPart, firsts, ranks, ...(await unfolded(lines)),
      telling: telling.split(" ").map(Number), called, lexicon: await read(lexicon)
    };
  }

  let making = null;
  async function ready() {
    making = making || made();
    try {
      index = await making;
    } catch (problem) {
      making = null; // the next search tries again
      throw problem;
    }
  }

  // The place of the first word that is not before this one.
  function place(word) {
    let low = 0;
    let high = index.vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index.vocabulary[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  function exact(word) {
    const at = place(word);
    return index.vocabulary[at] === word ? index.groups[at] : -1;
  }

  function beginning(word) {
    const found = new Set();
    for (let at = place(word); at < index.vocabulary.length && found.size < MADE_OF; at++) {
      if (!index.vocabulary[at].startsWith(word)) break;
      found.add(index.groups[at]);
    }
    return found;
  }

  // Counts slips (a letter more, less, another, two swapped) and stops counting above `most`.
  function slips(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return most + 1;
      before = row;
      row = next;
    }
    return row[b.length];
  }
  const allowed = (word) => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2);

  async function alike(word) {
    let best = allowed(word.length === 4 ? word + "-" : word);
    let found = new Set();
    for (const [at, other] of index.vocabulary.entries()) {
      if (at % PIECE === 0) await breathe();
      if (other[0] !== word[0] && other[1] !== word[1]) continue; // the first letter is seldom wrong
      if (Math.abs(other.length - word.length) > best || other.length < 4) continue;
      const count = slips(word, other, best);
      if (count > best) continue;
      if (count < best) { best = count; found = new Set(); }
      found.add(index.groups[at]);
    }
    return found;
  }

  // What a typed word may stand for: groups of words, each with how well it fits, from 0 to 1.
  async function meanings(word, isLast) {
    const found = new Map();
    const note = (group, fit) => { if (group >= 0) found.set(group, Math.max(fit, found.get(group) || 0)); };
    note(exact(word), 1);
    if (word.length > 2 && (isLast || !found.size)) beginning(word).forEach((group) => note(group, 0.5));
    if (!found.size && word.length > 3) (await alike(word)).forEach((group) => note(group, 0.6));
    return found;
  }

  // "border line" is "borderline", which the site says more often than "border". A name that some
  // address has in one piece is rarer than its words: those stay two.
  const rarity = (word) => exact(word) < 0 ? Infinity : index.telling[exact(word)];
  function joined(words) {
    return words.reduce((done, word) => {
      const before = done[done.length - 1] || "";
      const both = before + word;
      const isUsual = rarity(both) < Math.max(rarity(before), rarity(word));
      return before && both.length > 7 && isUsual ? [...done.slice(0, -1), both] : [...done, word];
    }, []);
  }

  async function scores(words) {
    const score = new Map(); // section -> sum of what fits
    const fitting = new Map(); // section -> how much of the query is in it
    let whole = 0;
    for (const [at, word] of words.entries()) {
      const groups = [...await meanings(word, at === words.length - 1)];
      const worth = Math.max(3, ...groups.map(([group, fit]) => fit * index.telling[group]));
      whole += worth;
      const best = new Map();
      for (const [group, fit] of groups) {
        const part = await linesOf("g" + Math.floor(group / index.groupsAPart));
        let section = -1;
        await forEach(part[group % index.groupsAPart].matchAll(/([0-9a-z]+)([A-P])/g), ([, gap, weight]) => {
          section += parseInt(gap, 36);
          const value = fit * index.telling[group] * (weight.charCodeAt(0) - 64) / 16;
          if (value > (best.get(section) || 0)) best.set(section, value);
        });
        await breathe();
      }
      await forEach(best, ([section, value]) => {
        score.set(section, (score.get(section) || 0) + value);
        fitting.set(section, (fitting.get(section) || 0) + worth);
      });
    }
    let most = 0;
    await forEach(fitting, ([section, fits]) => {
      score.set(section, score.get(section) * fits / whole);
      most = Math.max(most, score.get(section));
    });
    return { score, whole, most };
  }

  // Pages that are called as some of the words say, and how much those tell; `is` where all say it.
  async function namedBy(words) {
    const groups = words.map(exact);
    const named = new Map();
    for (let from = 0; from < groups.length; from++) {
      let telling = 0;
      for (let to = from; to < Math.min(groups.length, from + MOST_NAME); to++) {
        telling += index.telling[groups[to]] || 0;
        const name = groups.slice(from, to + 1);
        const is = name.length === groups.length;
        const key = name.map((group) => group.toString(36)).join(".");
        for (const page of index.called.get(key) || []) {
          if (telling >= (named.get(page)?.telling || 0)) named.set(page, { is, telling });
        }
      }
      await breathe();
    }
    return named;
  }

  // A page is as good as its best section, a little better for its own title and first words.
  async function pagesFor(typed, words, name) {
    const { score, whole, most } = await scores(words);
    const pages = [];
    const bets = new Map(); // page -> how much the lexicon wants it for this query
    const named = await namedBy(name);
    for (const [page, say, also] of index.lexicon.best) {
      const surest = say.reduce((most, one) => one.worth > most && says(typed, one) ? one.worth : most, 0);
      if (surest) bets.set(page, surest * whole);
      else if (await anyOf(typed, also)) bets.set(page, 0.6 * whole);
      await breathe();
    }
    for (const [page, first] of index.firsts.entries()) {
      if (page % PIECE === 0) await breathe();
      const end = page + 1 < index.firsts.length ? index.firsts[page + 1] : Infinity;
      let best = -1;
      for (let at = first; at < Math.min(end, first + 400); at++) {
        if ((score.get(at) || 0) > (score.get(best) || 0)) best = at;
      }
      const { is, telling } = named.get(page) || { telling: 0 };
      const wanted = is ? 4 * whole : Math.max(bets.get(page) || 0, 0.5 * telling);
      if (best < 0 && !wanted) continue;
      const value = ((score.get(best) || 0) + 0.5 * (score.get(first) || 0)) * index.ranks[page] + wanted;
      pages.push({ value, section: best < 0 || (wanted && score.get(first)) ? first : best });
    }
    return { far: !bets.size && most < 0.7 * whole, pages: pages.sort((one, other) => other.value - one.value).slice(0, MOST) };
  }

  async function described({ section }) {
    const part = await linesOf("t" + Math.floor(section / index.sectionsAPart));
    const [url, title, page, text, ...names] = part[section % index.sectionsAPart].split("\t");
    return { url, title, page, text, names };
  }

  // Gives {help, only, far, hits}: whether help comes first, whether it comes alone, whether no page
  // has most of what was asked, and the pages.
  return async (query) => {
    await ready();
    since = 0; // what was typed is shown before it is looked for
    await breathe();
    const text = tidied(query);
    const plain = wordsOf(text);
    const written = await allParted(plain);
    const otherwise = rejoined(await allParted(wordsOf(text.replace(ELIDED, "$1$2 "))));
    const words = joined(written.map((word) => (exact(word) < 0 ? usual(word) : word)));
    const ways = otherwise.join() === written.join() ? [written] : [written, otherwise];
    const asked = [];
    for (const way of ways) asked.push(await serious(way));
    const oneOf = async (patterns) => {
      for (const typed of asked) if (await anyOf(typed, patterns)) return true;
      return false;
    };
    const only = await oneOf(index.lexicon.only);
    const kept = words.filter((word) => !index.lexicon.little.has(word));
    const { far, pages } = only ? { pages: [] } : await pagesFor(words.map(roughly), kept.length ? kept : words, words);
    const heavy = Math.max(...ways.map((way, at) => points(way, asked[at])));
    const unclear = far && heavy >= 0 && isUnclear(plain, asked[0]);
    const help = only || unclear || heavy >= HEAVY || await oneOf(index.lexicon.help);
    const coming = [];
    for (const page of pages) {
      coming.push(described(page));
      await breathe(); // to ask for a part costs as much as to read one
    }
    const found = await Promise.all(coming);
    // Of pages that mean the same, the one comes first that has the very word: EUPD before BPD.
    const isCalled = (hit) => [hit.page, ...hit.names].some((name) => folded(name) === text.trim());
    return { help, only, far, hits: [...found.filter(isCalled), ...found.filter((hit) => !isCalled(hit))] };
  };
};
