// Search, the engine: words in, pages out. It loads only the parts of the index that a query needs
// (hooks/mindinmind/search/index.py makes them); nothing that is typed leaves the page.
window.mimSearchEngine = (load) => {
  "use strict";
  const MOST = 10; // pages to show
  const MADE_OF = 14; // words that a beginning stands for
  const RANK = { n: 1, g: 0.55, l: 0.12 };
  let index = null;

  const folded = (text) =>
    text.toLowerCase().replace(/[’ʼ]/g, "'").normalize("NFKD").replace(/\p{M}/gu, "");
  const wordsOf = (text) =>
    (folded(text).match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)?/gu) || []).map((word) => word.replace("'", ""));

  // --- The lexicon: patterns such as "want|wanna ... die" (see docs/_data/search.yml).

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

  // A word that the data files must not spell out is there as a number (FNV-1a, 32 bits).
  function hashed(word) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(word)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return "#" + hash.toString(36);
  }

  function isOne(word, pattern) {
    if (pattern[0] === "#") return hashed(word) === pattern;
    if (pattern.endsWith("*")) {
      const start = pattern.slice(0, -1);
      const most = start.length < 6 ? 0 : 1;
      return word.startsWith(start) || (most > 0 && [-1, 0, 1].some((more) =>
        word.length >= start.length + more && slips(word.slice(0, start.length + more), start, most) <= most));
    }
    const most = allowed(pattern);
    return word === pattern || (most > 0 && slips(word, pattern, most) <= most);
  }

  // Whether the elements of a pattern follow each other somewhere; "..." is up to three words.
  function follows(words, at, elements, from) {
    if (from === elements.length) return true;
    if (elements[from] === "...") {
      return [0, 1, 2, 3].some((gap) => follows(words, at + gap, elements, from + 1));
    }
    const fits = at < words.length && elements[from].split("|").some((one) => isOne(words[at], one));
    return fits && follows(words, at + 1, elements, from + 1);
  }
  function says(query, words, pattern) {
    if (pattern[0] === "~") return folded(query).includes(pattern.slice(1)); // scripts without spaces
    return pattern.split(" + ").every((part) => {
      const elements = part.split(" ");
      return words.some((_, at) => follows(words, at, elements, 0));
    });
  }
  const anyOf = (query, words, patterns) => patterns.some((pattern) => says(query, words, pattern));

  // --- The index.

  async function ready() {
    if (index) return index;
    const [text, lexicon] = await Promise.all([load("words"), load("lexicon")]);
    const [sizes, pages, telling, ...rows] = text.split("\n");
    const [groupsAPart, sectionsAPart] = sizes.split(" ").map(Number);
    let group = 0; // a word without a number is the first of the next group
    const vocabulary = rows.map((row) => (row.includes(" ") ? row : row + " " + (group++).toString(36)));
    const firsts = [];
    const ranks = [];
    let sections = 0;
    for (const page of pages.split(" ")) {
      firsts.push(sections);
      ranks.push(RANK[page.slice(-1)]);
      sections += parseInt(page, 10);
    }
    index = {
      groupsAPart, sectionsAPart, firsts, ranks, vocabulary,
      telling: telling.split(" ").map(Number), lexicon: JSON.parse(lexicon)
    };
    return index;
  }

  // The place of the first word that is not before this one, in "word group" lines.
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
  const groupAt = (at) => parseInt(index.vocabulary[at].split(" ")[1], 36);

  function exact(word) {
    const at = place(word + " ");
    return at < index.vocabulary.length && index.vocabulary[at].startsWith(word + " ") ? groupAt(at) : -1;
  }

  function beginning(word) {
    const found = new Set();
    for (let at = place(word); at < index.vocabulary.length && found.size < MADE_OF; at++) {
      if (!index.vocabulary[at].startsWith(word)) break;
      found.add(groupAt(at));
    }
    return found;
  }

  function alike(word) {
    let best = allowed(word.length === 4 ? word + "-" : word);
    let found = new Set();
    index.vocabulary.forEach((line, at) => {
      if (line[0] !== word[0] && line[1] !== word[1]) return; // the first letter is seldom wrong
      const other = line.slice(0, line.indexOf(" "));
      if (Math.abs(other.length - word.length) > best || other.length < 4) return;
      const count = slips(word, other, best);
      if (count > best) return;
      if (count < best) { best = count; found = new Set(); }
      found.add(groupAt(at));
    });
    return found;
  }

  // What a typed word may stand for: groups of words, each with how well it fits, from 0 to 1.
  function meanings(word, isLast) {
    const found = new Map();
    const note = (group, fit) => { if (group >= 0) found.set(group, Math.max(fit, found.get(group) || 0)); };
    note(exact(word), 1);
    if (word.length > 2 && (isLast || !found.size)) beginning(word).forEach((group) => note(group, 0.5));
    if (!found.size && word.length > 3) alike(word).forEach((group) => note(group, 0.6));
    return found;
  }

  // "border line" is "borderline" where the site has that word.
  function joined(words) {
    return words.reduce((done, word) => {
      const both = done.length ? done[done.length - 1] + word : "";
      if (both.length > 7 && exact(both) >= 0) return [...done.slice(0, -1), both];
      return [...done, word];
    }, []);
  }

  async function scores(words) {
    const score = new Map(); // section -> sum of what fits
    const fitting = new Map(); // section -> how much of the query is in it
    let whole = 0;
    for (const [at, word] of words.entries()) {
      const groups = [...meanings(word, at === words.length - 1)];
      const worth = Math.max(3, ...groups.map(([group, fit]) => fit * index.telling[group]));
      whole += worth;
      const best = new Map();
      for (const [group, fit] of groups) {
        const part = await load("g" + Math.floor(group / index.groupsAPart));
        const packed = part.split("\n")[group % index.groupsAPart];
        let section = -1;
        for (const [, step, weight] of packed.matchAll(/([0-9a-z]+)([A-P])/g)) {
          section += parseInt(step, 36);
          const value = fit * index.telling[group] * (weight.charCodeAt(0) - 64) / 16;
          if (value > (best.get(section) || 0)) best.set(section, value);
        }
      }
      best.forEach((value, section) => {
        score.set(section, (score.get(section) || 0) + value);
        fitting.set(section, (fitting.get(section) || 0) + worth);
      });
    }
    score.forEach((value, section) => score.set(section, value * (fitting.get(section) / whole)));
    return { score, whole };
  }

  // A page is as good as its best section, a little better for its own title and first words.
  async function pagesFor(query, typed, words) {
    const { score, whole } = await scores(words);
    const pages = [];
    const bets = new Map(); // page -> how much the lexicon wants it for this query
    index.lexicon.best.forEach(([page, say, also]) => {
      if (anyOf(query, typed, say)) bets.set(page, whole);
      else if (anyOf(query, typed, also)) bets.set(page, 0.6 * whole);
    });
    index.firsts.forEach((first, page) => {
      const end = page + 1 < index.firsts.length ? index.firsts[page + 1] : Infinity;
      let best = -1;
      for (let at = first; at < Math.min(end, first + 400); at++) {
        if ((score.get(at) || 0) > (score.get(best) || 0)) best = at;
      }
      const wanted = bets.get(page) || 0;
      if (best < 0 && !wanted) return;
      const value = ((score.get(best) || 0) + 0.5 * (score.get(first) || 0)) * index.ranks[page] + wanted;
      pages.push({ value, section: best < 0 || (wanted && score.get(first)) ? first : best });
    });
    return pages.sort((one, other) => other.value - one.value).slice(0, MOST);
  }

  async function described({ section }) {
    const part = await load("t" + Math.floor(section / index.sectionsAPart));
    const [url, title, page, text] = part.split("\n")[section % index.sectionsAPart].split("\t");
    return { url, title, page, text };
  }

  // Gives {help, only, hits}: whether help comes first, whether it comes alone, and the pages.
  return async (query) => {
    await ready();
    const words = joined(wordsOf(query));
    const typed = wordsOf(query);
    const only = anyOf(query, typed, index.lexicon.only);
    const help = only || anyOf(query, typed, index.lexicon.help);
    const kept = words.filter((word) => !index.lexicon.little.includes(word));
    const hits = only ? [] : await pagesFor(query, typed, kept.length ? kept : words);
    return { help, only, hits: await Promise.all(hits.map(described)) };
  };
};
