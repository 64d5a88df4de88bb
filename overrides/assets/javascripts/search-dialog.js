// Search, part two: the dialog. Nothing that is typed leaves the page or gets into an address.
window.mimSearch = (function () {
  "use strict";
  var URGENT = /suicid|kill(ing)?\s+(my|our)self|end(ing)?\s+(my|it\s+all|my\s+life)|want(ing)?\s+to\s+die|overdos|self[\s-]*harm|hurt(ing)?\s+myself|cut(ting)?\s+myself/i;
  var MOST = 20;
  var root = "";
  var engine = null;
  var entries = window.mimSearchIndex;
  var dialog = make("dialog", "mim-search");
  var input = make("input");
  var count = make("p", "mim-search__count");
  var results = make("ol", "mim-search__results");

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  function build() {
    var top = make("div", "mim-search__top");
    var title = make("h2", "", "Search this site");
    var close = make("button", "mim-button", "Close");
    var form = make("form");
    var label = make("label", "", "What are you looking for?");
    title.id = "mim-search-title";
    dialog.setAttribute("aria-labelledby", title.id);
    close.type = "button";
    input.type = "search";
    input.id = "mim-search-input";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.maxLength = 200;
    label.htmlFor = input.id;
    count.setAttribute("role", "status");
    top.append(title, close);
    form.append(label, input);
    dialog.append(top, form, count, results);
    document.body.append(dialog);
    close.addEventListener("click", function () { dialog.close(); });
    // A search field would take the first Escape for itself.
    dialog.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      event.preventDefault();
      dialog.close();
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", update);
    results.addEventListener("click", function (event) {
      if (event.target.closest("a")) dialog.close();
    });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog) dialog.close();
    });
  }

  // One spelling for mentalization, mentalisation, mentalizing and mentalise.
  function sameWord(term) {
    return term.toLowerCase().replace(/(i?[sz]ations?|i[sz]ing|i[sz]e[drs]?)$/, "iz");
  }

  function index() {
    engine = new window.MiniSearch({
      idField: "i",
      fields: ["t", "w"],
      processTerm: sameWord,
      searchOptions: {
        boost: { t: 4 },
        prefix: function (term) { return term.length > 2; },
        fuzzy: function (term) { return term.length > 3 ? 0.2 : false; },
        combineWith: "AND",
        // Pages before their sections, and pages that explain before entries of the glossary.
        boostDocument: function (id) {
          return (entries[id].p ? 1 : 1.8) * (/^glossary\/./.test(entries[id].u) ? 0.5 : 1);
        }
      }
    });
    engine.addAll(entries.map(function (entry, i) { return { i: i, t: entry.t, w: entry.w }; }));
  }

  // "border line" is "borderline" where the site has that word.
  function joined(query) {
    return query.replace(/(\p{L}{3,})\s+(?=(\p{L}{3,}))/gu, function (both, first, second) {
      return engine.search(first + second, { prefix: false, fuzzy: false }).length ? first : both;
    });
  }

  function find(query) {
    query = joined(query);
    var found = engine.search(query);
    if (!found.length) found = engine.search(query, { combineWith: "OR" });
    var pages = {};
    return found.filter(function (hit) {
      var page = entries[hit.id].u.split("#")[0];
      pages[page] = (pages[page] || 0) + 1;
      return pages[page] < 3;
    }).slice(0, MOST);
  }

  function excerpt(entry, terms) {
    var lower = entry.w.toLowerCase();
    var at = terms.reduce(function (best, term) {
      var here = lower.indexOf(term);
      return here >= 0 && (best < 0 || here < best) ? here : best;
    }, -1);
    var start = at > 60 ? lower.indexOf(" ", at - 50) + 1 : 0;
    var text = entry.w.slice(start, start + 150);
    if (start) text = "\u2026 " + text;
    return start + 150 < entry.w.length ? text.replace(/\s+\S*$/, "") + " \u2026" : text;
  }

  function item(address, title, text) {
    var li = make("li");
    var link = make("a", "", title);
    link.href = address;
    li.append(link);
    if (text) li.append(make("p", "", text));
    results.append(li);
    return li;
  }

  function helpItem() {
    var help = document.querySelector("a.mim-help");
    if (!help) return;
    item(help.href, "Get help now", "Numbers to call or text, by country.").className = "mim-search__urgent";
  }

  function update() {
    var query = input.value.trim();
    results.textContent = "";
    count.textContent = "";
    if (!query) return;
    var urgent = URGENT.test(query);
    var found = find(query);
    if (urgent) helpItem();
    found.forEach(function (hit) {
      var entry = entries[hit.id];
      item(root + entry.u, entry.p ? entry.p + ": " + entry.t : entry.t, excerpt(entry, hit.terms));
    });
    if (!found.length) offerMore(urgent);
    count.textContent = (urgent ? "Get help now comes first. " : "") +
      (found.length ? found.length + (found.length === 1 ? " result" : " results")
        : "Nothing found. Other words may work, or try one of these.");
  }

  function offerMore(urgent) {
    var all = document.querySelector("a.mim-no-js");
    var index = root + "glossary/" + (/\.html$/.test(all.href) ? "index.html" : "");
    item(index, "A to Z of words");
    item(all.href, "All pages");
    if (!urgent) helpItem();
  }

  return {
    open: function (base, opener) {
      root = new URL(base, document.baseURI).href;
      if (!engine) {
        build();
        index();
        dialog.addEventListener("close", function () { dialog.opener.focus(); });
      }
      dialog.opener = opener;
      dialog.showModal();
      input.focus();
      input.select();
    }
  };
})();
