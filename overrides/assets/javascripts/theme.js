// One button for the colours; its words say which are on now.
(() => {
  const KEY = "mim.theme";
  const ORDER = ["auto", "light", "dark"];
  const root = document.documentElement;
  const button = document.getElementById("mim-theme");
  if (!button) return;

  const current = () => root.dataset.theme || "auto";
  const say = () => { button.textContent = `Colours: ${current()}`; };

  const remember = (theme) => {
    try {
      if (theme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // a browser that keeps nothing still changes this page
    }
  };

  button.addEventListener("click", () => {
    const next = ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    remember(next);
    say();
  });

  say();
})();
