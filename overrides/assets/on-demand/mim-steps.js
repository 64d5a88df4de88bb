// One step a screen: an ordered list in ".mim-steps" is walked through. Without this it is a list.
// Nothing is kept: a new visit starts at the first step.
(function () {
  "use strict";

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "mim-button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function walk(box) {
    const steps = [...box.querySelectorAll(":scope > ol > li")];
    const last = steps.length - 1;
    const place = document.createElement("p");
    const controls = document.createElement("div");
    const back = button("Back", () => show(Math.max(0, at - 1)));
    const next = button("Next", () => show(at < last ? at + 1 : 0));
    const all = button("Show all the steps", () => show(box.classList.contains("mim-steps--walk") ? null : 0));
    let at = 0;

    // null shows the whole list.
    function show(step) {
      const whole = step === null;
      at = whole ? 0 : step;
      box.classList.toggle("mim-steps--walk", !whole);
      steps.forEach((item, index) => { item.hidden = !whole && index !== at; });
      place.textContent = whole ? "" : `Step ${at + 1} of ${steps.length}`;
      place.hidden = back.hidden = next.hidden = whole;
      back.setAttribute("aria-disabled", at === 0);
      next.textContent = at < last ? "Next" : "Start again";
      all.textContent = whole ? "One step at a time" : "Show all the steps";
    }

    place.className = "mim-steps__place";
    controls.className = "mim-steps__controls";
    controls.append(back, next, all);
    box.prepend(place);
    box.append(controls);
    // A reader who hears the page hears each new step; the keyboard stays on the button it pressed.
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "The practice, one step at a time");
    steps[0].parentElement.setAttribute("aria-live", "polite");
    show(0);
  }

  document.querySelectorAll(".mim-steps").forEach(walk);
})();
