// Shows what a word means, or a citation's source, in a card. How and why: README.md
(() => {
  const doc = document, root = doc.documentElement, { peekLabels, peekDelay } = { ...doc.body.dataset, ...root.dataset }
  const [MORE, CLOSE, SOURCE, LIST, EXPLAIN] =
    (peekLabels || "More about|Close|Source|See it in the list|Explain words as I read").split("|")
  const TRIGGER = ":is(a.term,.footnote-ref,[data-peek]):not(.mim-peek *)", LIVE = TRIGGER + "[aria-expanded]"
  const SWITCH = ".peek-switch,[data-peek-switch]"
  let trigger, panel, next, timer, input, off = false

  const all = (selector, act, from = doc) => from.querySelectorAll(selector).forEach(act)
  const source = ({ dataset, hash }) =>
    doc.getElementById(dataset.peek || (dataset.term ? "term-" + dataset.term : decodeURIComponent(hash).slice(1)))

  const close = () => {
    clearTimeout(timer)
    if (panel) {
      const inside = panel.contains(doc.activeElement)
      trigger.removeAttribute("aria-describedby")
      panel.remove()
      if (inside) trigger.focus({ preventScroll: true })
      clearTimeout(timer)
    }
    trigger = panel = next = null
  }

  const open = (node, tapped) => {
    if (node == trigger) return
    close()
    const from = source(node), cites = node.matches(".footnote-ref")
    const copy = (from.querySelector("dd") || from).cloneNode(true)
    all(".footnote-backref", (part) => part.remove(), copy)
    all("[id]", (part) => part.removeAttribute("id"), copy)
    doc.body.insertAdjacentHTML("beforeend", `<div class=mim-peek popover=manual role=dialog tabindex=-1
      aria-labelledby=peek-title><button type=button aria-label="${CLOSE}">×</button><p id=peek-title></p><div
      id=peek-text></div><a></a></div>`)
    trigger = node
    panel = doc.body.lastChild
    const [, title, text, more] = panel.children
    title.textContent = (cites ? SOURCE + " " : "") + (from.querySelector("dt") || node).textContent
    text.append(...copy.childNodes)
    more.textContent = cites ? LIST : MORE + " " + title.textContent
    if (node.href) more.href = node.href
    else more.remove()
    node.setAttribute("aria-describedby", "peek-text")
    panel.showPopover?.()
    if (tapped) panel.focus({ preventScroll: true })
    place()
  }

  // Opens `node` in a moment; without one, closes unless pointer or focus holds the card.
  const soon = (node) => {
    clearTimeout(timer)
    next = node
    timer = setTimeout(() => node ? open(node) :
      panel && (trigger.matches(":hover,:focus-visible") || panel.matches(":hover,:focus-within")) || close(),
    node ? Math.max(100, peekDelay || 300) : 300)
  }

  // For browsers whose style cannot anchor the card: below the word, else above it, inside the window.
  const place = () => {
    if (!panel) return
    const { top, bottom, left, right } = trigger.getBoundingClientRect()
    const width = panel.offsetWidth + 16, height = panel.offsetHeight + 16, low = bottom + height > innerHeight
    panel.classList.toggle("peek-top", low && !panel.matches(":focus-within"))
    if (CSS.supports("position-area:top")) return
    const x = Math.min((left + right - width) / 2, root.clientWidth - width)
    panel.style.inset = `${Math.max(0, low ? top - height : bottom)}px auto auto ${Math.max(0, x)}px`
  }

  // Brings a changed page in line.
  const refresh = () => {
    if (panel && !(trigger.isConnected && panel.isConnected)) close()
    root.classList.toggle("peek-off", off)
    all(".words-on-this-page", (list) => list.querySelector(SWITCH) ||
      list.insertAdjacentHTML("beforeend", `<button type=button class=peek-switch>${EXPLAIN}</button>`))
    all(SWITCH, (button) => {
      button.hidden = false
      button.setAttribute("aria-pressed", !off)
    })
    all(TRIGGER, (node) => off || !source(node) ? node.removeAttribute("aria-expanded") :
      node.setAttribute("aria-expanded", node == trigger))
  }

  const on = (types, act) => types.split(" ").forEach((type) => doc.addEventListener(type, act, true))
  on("pointerover pointerout focusin focusout", ({ type, pointerType, target, relatedTarget }) => {
    const node = pointerType != "touch" && target.closest?.(LIVE + ",.mim-peek")
    if (!node || node.contains(relatedTarget)) return
    if (type.endsWith("out")) soon()
    else if (node != panel && (pointerType || node.matches(":focus-visible"))) soon(node)
  })
  on("pointerdown", (e) => {
    input = e.pointerType
    if (!e.target.closest(".mim-peek,[aria-describedby=peek-text]")) close()
  })
  on("keydown", (e) => {
    input = ""
    if (e.key == "Escape") close()
    const step = { ArrowDown: 40, ArrowUp: -40 }[e.key]
    if (step && trigger && trigger == doc.activeElement && panel.scrollHeight > panel.clientHeight) {
      panel.scrollTop += step
      e.preventDefault()
    }
  })
  on("scroll", (e) => {
    const waiting = next
    if (panel?.contains(e.target)) return
    close()
    if (waiting) soon(waiting)
  })
  on("click", (e) => {
    const node = e.target.closest(LIVE), tapped = input && input != "mouse"
    if (node && (tapped || !node.href)) {
      e.preventDefault()
      e.stopPropagation()
      if (node == trigger && input != "mouse") close()
      else open(node, tapped)
    } else if (e.target.closest(SWITCH)) {
      off = !off
      try { localStorage["mim.peek"] = off ? "off" : "on" } catch {}
      refresh()
    } else if (node || e.target.closest(".mim-peek :is(a,button)")) setTimeout(close)
  })
  addEventListener("resize", place)

  try { off = localStorage["mim.peek"] == "off" } catch {}
  refresh()
  new MutationObserver(refresh).observe(doc, { childList: true, subtree: true })
})()
