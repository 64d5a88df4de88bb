// A card that shows what a word means, or which source a citation names, where the reader is.
// What it shows stands in the page already, so nothing is fetched: it works from a folder, too.
// README.md beside this file says what a page gives it, and why it behaves as it does.
(() => {
  const root = document.documentElement
  // What can open a card, and of that what has something to show here (refresh() marks it).
  const TRIGGER = ":is(a.term, .footnote-ref, [data-peek]):not(.peek-card *)"
  const LIVE = `${TRIGGER}[aria-expanded]`
  const SWITCH = ".peek-switch, [data-peek-switch]"

  let trigger      // the element whose card is open
  let card         // the card, made when it opens and removed when it closes
  let waiting      // the element whose card opens when the timer ends
  let timer
  let input        // the kind of pointer, or the key, that was used last
  let off          // whether the reader has switched cards off
  let pointer = ""  // where the pointer was last, to tell its moves from the page's scrolling

  const each = (selector, act) => document.querySelectorAll(selector).forEach(act)

  // The labels, in the order of README.md.
  const label = number => (document.querySelector("[data-peek-labels]")?.dataset.peekLabels ||
    "More about {term}|Close|Source|All sources|Explain words as I read").split("|")[number]

  // The element that holds what a trigger's card shows; null where the page has none.
  const contentOf = ({ dataset: { term, peek }, hash }) => {
    const id = term ? "term-" + term : peek || decodeURIComponent(hash).slice(1) || 0
    return document.querySelector((term ? ".words-on-this-page #" : "#") + CSS.escape(id))
  }

  const close = () => {
    if (card) {
      const hadFocus = card.contains(document.activeElement)
      trigger.removeAttribute("aria-describedby")
      card.remove()
      if (hadFocus) trigger.focus({ preventScroll: true })
    }
    clearTimeout(timer)
    trigger = card = waiting = null
  }

  const open = (element, tapped) => {
    close()
    if (!element.isConnected) return
    trigger = element
    document.body.insertAdjacentHTML("beforeend", `<div class=peek-card popover=manual role=dialog tabindex=-1 aria-labelledby=peek-title><button type=button aria-label="${label(1)}">×</button><p id=peek-title></p><div id=peek-text></div><a></a></div>`)
    card = document.body.lastChild
    const [, title, text, more] = card.children
    const content = contentOf(element)
    const cites = element.matches(".footnote-ref")
    title.append(cites ? label(2) + " " : "", (content.querySelector("dt") || element).textContent)
    text.append(...(content.querySelector("dd") || content).cloneNode(true).childNodes)
    // A copy: its ids would be there twice, and its link back leads nowhere.
    each("#peek-text .footnote-backref", link => link.remove())
    each("#peek-text [id]", copied => copied.removeAttribute("id"))
    // In mid-sentence a word has its own letter case: "More about case-control study".
    const name = content.querySelector("[data-name]")?.dataset.name || title.textContent
    more.append(cites ? label(3) : label(0).replace("{term}", name))
    element.href ? more.href = element.href : more.remove()
    element.setAttribute("aria-describedby", "peek-text")
    place(content, tapped)
  }

  // One rule for every browser: below a word in the upper half of the window, above one in the
  // lower half, from the word's left edge on as far as the window allows.
  const place = (content, tapped) => {
    // The size of the article's text: themes set it there, not on the body.
    const article = (content.closest(".words-on-this-page, .footnote") || trigger).parentElement
    card.style.fontSize = getComputedStyle(article).fontSize
    card.showPopover?.()  // into the top layer, which no table, tab or header can clip
    if (tapped) card.focus({ preventScroll: true })
    const { top, bottom, left } = trigger.getBoundingClientRect()
    const { clientWidth, clientHeight } = root
    const low = top + bottom > clientHeight
    const x = Math.max(0, Math.min(left, clientWidth - card.offsetWidth - 16))
    card.classList.toggle("peek-top", low && !tapped)
    card.style.inset = low ? `auto auto ${clientHeight - top}px ${x}px` : `${bottom}px auto auto ${x}px`
  }

  // Whether pointer or visible focus holds an element: then it goes on waiting, or stays open.
  const isHeld = element => element && element.matches(":hover, :focus-visible, .peek-card:focus-within")

  // Open an element's card in a moment; with none, close the open card unless it is held.
  const soon = element => {
    clearTimeout(timer)
    waiting = element
    const act = () => element ? open(element) : isHeld(trigger) || isHeld(card) || close()
    const chosen = document.querySelector("[data-peek-delay]")
    timer = setTimeout(act, element && chosen?.dataset.peekDelay || 300)
  }

  // Bring the page in line: it may have new content, and the switch may have been used.
  const refresh = () => {
    if (off || trigger && !trigger.isConnected) close()
    root.classList.toggle("peek-off", !!off)
    each(".words-on-this-page", list => list.querySelector(SWITCH) ||
      list.insertAdjacentHTML("beforeend", `<button type=button class=peek-switch>${label(4)}</button>`))
    each(SWITCH, button => {
      button.hidden = false
      button.setAttribute("aria-pressed", !off)
    })
    each(TRIGGER, element => off || !contentOf(element) ? element.removeAttribute("aria-expanded") :
      element.setAttribute("aria-expanded", element == trigger))
  }

  // Every listener is on the document and comes first, for themes that load pages listen, too.
  const on = (types, act) => types.split(" ").forEach(type => document.addEventListener(type, act, true))

  // Scrolling moves words under a resting pointer: that is no move of it, and opens nothing.
  on("pointermove", ({ pointerType, target, screenX, screenY }) => {
    const here = `${screenX} ${screenY}`
    const element = here != pointer && pointerType != "touch" && target.closest?.(LIVE)
    pointer = here
    if (element && element != waiting && element != trigger && !isHeld(waiting)) soon(element)
  })

  on("pointerover pointerout focusin focusout", ({ type, pointerType, target, relatedTarget }) => {
    const element = pointerType != "touch" && target.closest?.(`${LIVE}, .peek-card`)
    if (!element || element.contains(relatedTarget)) return
    if (/out/.test(type) || element == card || element == trigger) isHeld(waiting) || soon()
    else if (!pointerType && element.matches(":focus-visible")) soon(element)
  })

  on("pointerdown wheel", event => {
    input = event.pointerType
    if (!event.target.closest(".peek-card, [aria-describedby=peek-text]")) close()
  })

  on("keydown", event => {
    input = event.key
    const step = { ArrowDown: 40, ArrowUp: -40 }[input]
    if (input != "Tab") waiting = null
    if (input == "Escape") close()
    // Up and Down scroll a card that cannot show all of its text.
    if (step && trigger == document.activeElement && card.scrollHeight > card.clientHeight) {
      card.scrollTop += step
      event.preventDefault()
    }
  })

  on("scroll", event => {
    // Focus on something out of sight scrolls to it first: the card comes back when that has ended.
    const element = waiting || input == "Tab" && trigger == document.activeElement && trigger
    if (card?.contains(event.target)) return
    close()
    if (isHeld(element)) soon(element)
  })

  on("click", event => {
    const element = event.target.closest(LIVE)
    const tapped = /touch|pen/.test(input)
    if (element && (tapped || !element.href)) {
      event.preventDefault()
      event.stopPropagation()
      element == trigger && input != "mouse" ? close() : open(element, tapped)
    } else if (event.target.closest(SWITCH)) {
      off = !off
      try { localStorage.peek = off ? "off" : "on" } catch {}  // refused: it lasts for this page
      refresh()
    } else if (element || event.target.closest(".peek-card :is(a, button)")) close()
  })

  addEventListener("resize", close)

  try { off = localStorage.peek == "off" } catch {}
  refresh()
  // What comes into the head, such as a script that is loaded later, holds no words.
  new MutationObserver(all => all.every(({ target }) => target == document.head) || refresh())
    .observe(document, { childList: true, subtree: true })
})()
