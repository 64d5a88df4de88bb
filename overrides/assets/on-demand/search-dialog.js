// Search, the dialog: what a reader sees of it. Nothing that is typed gets into an address.
window.mimSearchDialog = (find, root) => {
  "use strict";
  const WORDS = {
    loading: "Loading the search …",
    none: "Nothing found. Other words may work. You can also call, text or read on here:",
    broken: "The search could not be loaded. All pages are listed here:",
    far: "No page is about just this. What comes nearest: ",
    first: "You matter. Help comes first, then ",
    only: "You matter. Please talk to someone now."
  };

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  const input = make("input", {
    type: "search", id: "mim-search-input", autocomplete: "off", autofocus: "", spellcheck: "false", maxlength: "200"
  });
  const count = make("p", { class: "mim-search__count", role: "status" });
  const results = make("ol", { class: "mim-search__results" });
  const close = make("button", { type: "button", class: "mim-button" }, "Close");
  const form = make("form", {}, make("label", { for: input.id }, "What are you looking for?"), input);
  const help = document.querySelector("a.mim-help"); // one tap away whatever is typed
  const dialog = make("dialog", { class: "mim-search", "aria-labelledby": "mim-search-title" },
    make("div", { class: "mim-search__top" }, make("h2", { class: "mim-hidden", id: "mim-search-title" }, "Search this site"),
      ...(help ? [help.cloneNode(true)] : []), close),
    form, count, results);
  const modal = typeof dialog.showModal === "function";
  let opener = null;
  let asked = 0;

  // Old browsers know no dialog: there it is a box at the top of the page. A modal dialog finds its
  // field by "autofocus" itself; asked once more, a slow phone would lay the page out once more.
  function show() {
    if (modal) dialog.showModal();
    else {
      dialog.setAttribute("open", "");
      dialog.scrollIntoView();
      input.focus();
    }
    if (input.value) input.select();
  }
  function hide() {
    if (modal) return dialog.close();
    dialog.removeAttribute("open");
    return opener.focus();
  }

  function item(address, title, text, name) {
    const link = make("a", { href: address }, title);
    const li = make("li", name ? { class: name } : {}, link);
    if (text) li.append(make("p", {}, text));
    results.append(li);
  }
  function helpItem() {
    if (help) item(help.href, "Get help now", "Numbers to call or text, by country, at any hour.", "mim-search__urgent");
  }
  function otherWays() {
    const all = document.querySelector("a.mim-no-js");
    item(root + "glossary/" + (/\.html$/.test(all.href) ? "index.html" : ""), "A to Z of words");
    item(all.href, "All pages");
  }

  function told({ help, only, hits }) {
    results.textContent = "";
    if (help || !hits.length) helpItem();
    hits.forEach(({ url, title, page, text }) =>
      item(root + url, url.includes("#") ? page + ": " + title : title, text));
    if (hits.length) {
      const number = hits.length + (hits.length === 1 ? " result" : " results");
      count.textContent = (help ? WORDS.first : "") + number;
    } else {
      if (!only) otherWays();
      count.textContent = help ? WORDS.only : WORDS.none;
    }
  }

  async function update() {
    const query = input.value.trim();
    const mine = ++asked; // a slower answer to an older question is not shown
    if (!query) {
      results.textContent = "";
      count.textContent = "";
      return;
    }
    const late = setTimeout(() => { if (mine === asked) count.textContent = WORDS.loading; }, 150);
    try {
      const answer = await find(query);
      if (mine !== asked) return;
      told(answer);
      // Half a word fits no page well: this is said to somebody who has stopped typing.
      if (answer.far && answer.hits.length && !answer.help) {
        setTimeout(() => { if (mine === asked) count.textContent = WORDS.far + count.textContent; }, 1000);
      }
    } catch {
      if (mine !== asked) return;
      results.textContent = "";
      count.textContent = WORDS.broken;
      helpItem();
      otherWays();
    } finally {
      clearTimeout(late);
    }
  }

  const skip = document.querySelector(".mim-skip"); // stays the first link of the page
  if (skip) skip.after(dialog);
  else document.body.prepend(dialog);
  close.addEventListener("click", hide);
  // A search field would take the first Escape for itself.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    hide();
  });
  dialog.addEventListener("close", () => opener.focus());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) hide(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", update);
  results.addEventListener("click", (event) => { if (event.target.closest("a")) hide(); });

  return (button) => {
    opener = button;
    show();
  };
};
