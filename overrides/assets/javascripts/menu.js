// The menu button of narrow windows. Without this script the header leads to the menu after the text.
(() => {
  const button = document.getElementById("mim-menu-button");
  const menu = document.getElementById("mim-menu");
  if (!button || !menu) return;

  const show = (open) => {
    button.setAttribute("aria-expanded", open);
    menu.classList.toggle("mim-menu--open", open);
    menu.style.setProperty("--mim-menu-top", `${button.closest("header").getBoundingClientRect().bottom}px`);
    if (open) menu.querySelector("a, summary").focus();
  };
  const isOpen = () => button.getAttribute("aria-expanded") === "true";

  button.addEventListener("click", () => show(!isOpen()));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen()) return;
    show(false);
    button.focus();
  });

  // Leaving the menu by Tab closes it, so that it never hides what has the focus.
  menu.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && to !== button && !menu.contains(to)) show(false);
  });
})();
