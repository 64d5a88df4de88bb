// See README.md
(() => {
  const doc = document, root = doc.documentElement
  const TERM = ":is(a.term,.footnote-ref,[data-peek]):not(.mim-peek *)", LIVE = TERM + "[aria-expanded]"
  const SWITCH = ".peek-switch,[data-peek-switch]"
  let term, card, next, timer, input, off

  const all = (css, act) => doc.querySelectorAll(css).forEach(act)
  const label = n => (doc.querySelector("[data-peek-labels]")?.dataset.peekLabels ||
    "More about {term}|Close|Source|All sources|Explain words as I read").split("|")[n]
  const source = ({ dataset: { term, peek }, hash }) =>
    doc.querySelector((term ? ".words-on-this-page #term-" : "#") + CSS.escape(term || peek || decodeURIComponent(hash).slice(1) || 0))

  const close = () => {
    if (card) {
      const inside = card.contains(doc.activeElement)
      term.removeAttribute("aria-describedby")
      card.remove()
      if (inside) term.focus({ preventScroll: true })
    }
    clearTimeout(timer)
    term = card = next = null
  }

  const open = (el, tap) => {
    close()
    if (!el.isConnected) return
    term = el
    doc.body.insertAdjacentHTML("beforeend", `<div class=mim-peek popover=manual role=dialog tabindex=-1 aria-labelledby=peek-title><button type=button aria-label="${label(1)}">×</button><p id=peek-title></p><div id=peek-text></div><a></a></div>`)
    card = doc.body.lastChild
    const [, title, text, more] = card.children, from = source(el), cites = el.matches(".footnote-ref")
    title.append(cites ? label(2) + " " : "", (from.querySelector("dt") || el).textContent)
    text.append(...(from.querySelector("dd") || from).cloneNode(true).childNodes)
    all("#peek-text .footnote-backref", el => el.remove())
    all("#peek-text [id]", el => el.removeAttribute("id"))
    more.append(cites ? label(3) : label(0).replace("{term}", title.textContent))
    el.href ? more.href = el.href : more.remove()
    el.setAttribute("aria-describedby", "peek-text")
    card.showPopover?.()
    if (tap) card.focus({ preventScroll: true })

    const { top, bottom, left } = el.getBoundingClientRect(), { clientWidth, clientHeight } = root
    const low = top + bottom > clientHeight, x = Math.max(0, Math.min(left, clientWidth - card.offsetWidth - 16))
    if (low && !tap) card.classList.add("peek-top")
    if (!CSS.supports("position-area:top"))
      card.style.inset = low ? `auto auto ${clientHeight - top}px ${x}px` : `${bottom}px auto auto ${x}px`
  }

  const held = el => el && el.matches(":hover,:focus-visible,.mim-peek:focus-within")

  const soon = el => {
    clearTimeout(timer)
    next = el
    timer = setTimeout(() => el ? open(el) : held(term) || held(card) || close(), el && root.dataset.peekDelay || 300)
  }

  const refresh = () => {
    if (off || term && !term.isConnected) close()
    root.classList.toggle("peek-off", !!off)
    all(".words-on-this-page", el => el.querySelector(SWITCH) ||
      el.insertAdjacentHTML("beforeend", `<button type=button class=peek-switch>${label(4)}</button>`))
    all(SWITCH, el => {
      el.hidden = false
      el.setAttribute("aria-pressed", !off)
    })
    all(TERM, el => off || !source(el) ? el.removeAttribute("aria-expanded") :
      el.setAttribute("aria-expanded", el == term))
  }

  const on = (types, act) => types.split(" ").forEach(type => doc.addEventListener(type, act, true))
  on("pointerover pointerout focusin focusout", ({ type, pointerType, target, relatedTarget }) => {
    const el = pointerType != "touch" && target.closest?.(LIVE + ",.mim-peek")
    if (!el || el.contains(relatedTarget)) return
    if (/out/.test(type) || el == card || el == term) held(next) || soon()
    else if (pointerType ? !held(next) : el.matches(":focus-visible")) soon(el)
  })
  on("pointerdown wheel", e => {
    input = e.pointerType
    if (!e.target.closest(".mim-peek,[aria-describedby=peek-text]")) close()
  })
  on("keydown", e => {
    input = e.key
    const step = { ArrowDown: 40, ArrowUp: -40 }[input]
    if (input != "Tab") next = null
    if (input == "Escape") close()
    if (step && term == doc.activeElement && card.scrollHeight > card.clientHeight) {
      card.scrollTop += step
      e.preventDefault()
    }
  })
  on("scroll", e => {
    const el = next || input == "Tab" && term == doc.activeElement && term
    if (card?.contains(e.target)) return
    close()
    if (held(el)) soon(el)
  })
  on("click", e => {
    const el = e.target.closest(LIVE), tap = /touch|pen/.test(input)
    if (el && (tap || !el.href)) {
      e.preventDefault()
      e.stopPropagation()
      el == term && input != "mouse" ? close() : open(el, tap)
    } else if (e.target.closest(SWITCH)) {
      off = !off
      try { localStorage["mim.peek"] = off ? "off" : "on" } catch {}
      refresh()
    } else if (el || e.target.closest(".mim-peek :is(a,button)")) close()
  })
  addEventListener("resize", close)

  try { off = localStorage["mim.peek"] == "off" } catch {}
  refresh()
  new MutationObserver(refresh).observe(doc, { childList: true, subtree: true })
})()
