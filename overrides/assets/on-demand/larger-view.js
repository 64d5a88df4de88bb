// The larger picture: it fills the window, zoomed by buttons, keys or a double tap, and moved by
// scrolling or dragging. Loaded by larger.js.
(() => {
  const STEP = 1.5;
  const MOST = 8;

  const open = (link) => {
    const small = link.querySelector("img");
    const dialog = document.createElement("dialog");
    dialog.className = "mim-larger";
    dialog.setAttribute("aria-label", "Larger picture");
    dialog.innerHTML = `<div class="mim-larger__tools">
      <button type="button" class="mim-button" data-zoom="${STEP}">Larger</button>
      <button type="button" class="mim-button" data-zoom="${1 / STEP}">Smaller</button>
      <button type="button" class="mim-button" data-zoom="0">Whole</button>
      <button type="button" class="mim-button" data-close>Close</button></div>
      <div class="mim-larger__view" tabindex="0" role="group" aria-label="Arrow keys move the picture, + and - change its size"></div>`;
    const view = dialog.lastChild;
    const picture = new Image();
    picture.src = small.currentSrc || link.href; // of two sizes the one that is shown
    picture.alt = small.alt;
    view.append(picture);
    document.body.append(dialog);
    dialog.showModal();
    view.focus();

    const ratio = small.naturalWidth / small.naturalHeight || 1;
    const whole = () => Math.min(view.clientWidth, view.clientHeight * ratio);
    let width = 0;
    // What is in the middle stays there.
    const show = (wanted) => {
      const before = width || wanted;
      const x = (view.scrollLeft + view.clientWidth / 2) / before;
      const y = (view.scrollTop + view.clientHeight / 2) / before;
      width = Math.min(Math.max(wanted, whole()), MOST * whole());
      picture.style.inlineSize = `${width}px`;
      view.scrollTo({ left: x * width - view.clientWidth / 2, top: y * width - view.clientHeight / 2, behavior: "instant" });
    };
    show(Math.max(whole(), small.clientWidth * STEP));
    view.scrollTo(0, 0);

    dialog.addEventListener("click", ({ target }) => {
      if (target.closest("[data-close]")) dialog.close();
      const by = target.closest("[data-zoom]")?.dataset.zoom;
      if (by) show(width * by);
    });
    dialog.addEventListener("keydown", ({ key }) => {
      const by = { "+": STEP, "=": STEP, "-": 1 / STEP, 0: 0 }[key];
      if (by !== undefined) show(width * by);
    });
    view.addEventListener("dblclick", () => show(width > whole() * STEP ? 0 : width * STEP * STEP));
    view.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && event.buttons) view.scrollBy(-event.movementX, -event.movementY);
    });
    picture.draggable = false;
    dialog.addEventListener("close", () => dialog.remove());
  };

  window.mimLarger = open;
})();
