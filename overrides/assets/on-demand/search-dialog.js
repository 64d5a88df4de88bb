// Search, the dialog: what a reader sees of it. Nothing that is typed gets into an address.
window.mimSearchDialog = () => {
  "use strict";
  const WORDS = {
    loading: "Loading the search …",
    none: "Nothing found. Other words may work. You can also call, text or read on here:",
    broken: "The search could not be loaded. All pages are listed here:",
    far: "No page is about just this. What comes nearest: ",
    first: "You matter. Help comes first, then ",
    only: "You matter. Please talk to someone now."
  };

  const FEW = 3; // results
  const root = window.mimRoot;

  // A part of the index is a script that hands over one text.
  const parts = new Map();
  window.mimSearchPart = (name, text) => parts.set(name, text);
  async function part(name) {
    await window.mimLoad(`search/${name}.js`);
    return parts.get(name);
  }
  const find = window.mimSearchEngine(part);
  part("words").catch(() => {}); // needed for the first letter already

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  const input = make("input", {
    type: "search", id: "mim-search-input", autocomplete: "off", spellcheck: "false", maxlength: "200"
  });
  const count = make("p", { class: "mim-search__count", role: "status" });
  const results = make("ol", { class: "mim-search__results" });
  const close = make("button", { type: "button", class: "mim-button" }, "Close");
  const form = make("form", {}, make("label", { for: input.id }, "What are you looking for?"), input);
  const help = document.querySelector("a.mim-help"); // one tap away whatever is typed
  const dialog = make("div", {
    class: "mim-search", role: "dialog", "aria-modal": "true", "aria-labelledby": "mim-search-title", tabindex: "-1", hidden: ""
  }, make("div", { class: "mim-search__box" },
    make("div", { class: "mim-search__top" }, make("h2", { class: "mim-hidden", id: "mim-search-title" }, "Search this site"),
      ...(help ? [help.cloneNode(true)] : []), close),
    form, count, results));
  let opener = null;
  let asked = 0;

  // No modal <dialog>: it styles each element of the page anew, and a slow phone stands still for a
  // tenth of a second. What that does for a reader is done here, in old browsers as well.
  let behind = [];
  let back = null; // the gesture of Android
  function show() {
    behind = [...document.body.children].filter((one) => one !== dialog && !one.hasAttribute("aria-hidden"));
    behind.forEach((one) => one.setAttribute("aria-hidden", "true"));
    dialog.hidden = false;
    if (window.CloseWatcher) {
      back = new window.CloseWatcher();
      back.onclose = hide;
    }
    input.focus();
    input.select();
  }
  function hide() {
    behind.forEach((one) => one.removeAttribute("aria-hidden"));
    dialog.hidden = true;
    back?.destroy();
    opener.focus();
  }
  // From the last stop to the first, and back.
  function wrap(event) {
    const stops = [...dialog.querySelectorAll("a, button, input")].filter((one) => one.offsetParent);
    if (event.shiftKey) stops.reverse().push(dialog);
    const at = stops.indexOf(document.activeElement);
    if (at < stops.length - (event.shiftKey ? 2 : 1)) return;
    event.preventDefault();
    stops[0].focus();
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

  // A slow phone lays out a few results in each frame.
  async function lay(later) {
    while (later.length) {
      await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
      later.splice(0, FEW).forEach((one) => { one.hidden = false; });
    }
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
    const later = [...results.children].slice(FEW);
    later.forEach((one) => { one.hidden = true; });
    lay(later);
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
  // Before the menu hears of it, and wherever the focus is: paper, for one, takes it away.
  document.addEventListener("keydown", (event) => {
    if (dialog.hidden) return;
    if (event.key === "Tab") wrap(event);
    if (event.key !== "Escape") return; // a search field would take the first one for itself
    event.preventDefault();
    hide();
  }, true);
  document.addEventListener("focusin", ({ target }) => { if (!dialog.hidden && !dialog.contains(target)) input.focus(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) hide(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", update);
  results.addEventListener("click", (event) => { if (event.target.closest("a")) hide(); });

  return (button) => {
    opener = button;
    show();
  };
};
