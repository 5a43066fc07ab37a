import type { Summary } from '../../journal/exchange-filter.ts'
import { drawRow } from './diagram-row.ts'
import { indexOfStep } from './index-of-step.ts'
import type { Change, JournalStore } from './journal-store.ts'

/** Rows beyond the edges of the window, so that scrolling shows no gaps. */
const overscan = 8

/** The sequence diagram. Only the rows in the window, and a few around it, are in the document. */
export class Diagram {
  readonly #scroller: HTMLElement
  readonly #canvas: HTMLElement
  readonly #store: JournalStore
  readonly #rows = new Map<number, HTMLElement>()
  readonly #rowHeight: number
  #chosen: number | undefined
  #drawing = 0
  /** Called when the reader leaves the end of the journal or comes back to it. */
  onFollow: (isAtEnd: boolean) => void = () => undefined
  #isAtEnd = true

  constructor(scroller: HTMLElement, canvas: HTMLElement, store: JournalStore) {
    this.#scroller = scroller
    this.#canvas = canvas
    this.#store = store
    this.#rowHeight = Number.parseFloat(getComputedStyle(canvas).getPropertyValue('line-height'))
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    new ResizeObserver(() => this.#resized()).observe(scroller)
    store.follow((change) => this.#changed(change))
  }

  /** The id of the chosen step. */
  get chosen(): number | undefined {
    return this.#chosen
  }

  /** Marks a step; nothing scrolls. */
  choose(id: number | undefined): void {
    this.#chosen = id
    this.#mark()
  }

  /** Scrolls a step into the window. */
  reveal(id: number): void {
    const index = indexOfStep(this.#store.shown, id)
    if (index < 0) return
    const top = index * this.#rowHeight
    const { scrollTop, clientHeight } = this.#scroller
    if (top < scrollTop) this.#scroller.scrollTop = top
    else if (top + this.#rowHeight > scrollTop + clientHeight) {
      this.#scroller.scrollTop = top + this.#rowHeight - clientHeight
    }
    this.#draw()
  }

  /** The step so many rows further; where none is chosen, the last one, or the first for all the way up. */
  neighbour(distance: number): Summary | undefined {
    const { shown } = this.#store
    const index = this.#chosen === undefined ? -1 : indexOfStep(this.#store.shown, this.#chosen)
    if (index < 0) return distance === Number.NEGATIVE_INFINITY ? shown[0] : shown.at(-1)
    return shown[Math.min(Math.max(index + distance, 0), shown.length - 1)]
  }

  get page(): number {
    return Math.max(Math.floor(this.#scroller.clientHeight / this.#rowHeight) - 1, 1)
  }

  toEnd(): void {
    this.#isAtEnd = true
    this.#resized()
    this.onFollow(true)
  }

  #changed({ dropped }: Change): void {
    if (dropped === undefined) this.#forgetRows()
    else if (dropped > 0 && !this.#isAtEnd) this.#scroller.scrollTop -= dropped * this.#rowHeight
    if (this.#drawing !== 0) return
    this.#drawing = requestAnimationFrame(() => {
      this.#drawing = 0
      this.#resized()
    })
  }

  #resized(): void {
    this.#canvas.style.height = `${this.#store.shown.length * this.#rowHeight}px`
    if (this.#isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight
    this.#draw()
  }

  #scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - this.#rowHeight / 2
    if (isAtEnd !== this.#isAtEnd) this.onFollow(isAtEnd)
    this.#isAtEnd = isAtEnd
    this.#draw()
  }

  #draw(): void {
    const { shown } = this.#store
    const { scrollTop, clientHeight } = this.#scroller
    const first = Math.max(Math.floor(scrollTop / this.#rowHeight) - overscan, 0)
    const last = Math.min(Math.ceil((scrollTop + clientHeight) / this.#rowHeight) + overscan, shown.length)
    const wanted = new Set(shown.slice(first, last).map(({ id }) => id))
    for (const [id, row] of this.#rows) {
      if (wanted.has(id)) continue
      row.remove()
      this.#rows.delete(id)
    }
    for (let index = first; index < last; index += 1) this.#place(index)
    this.#mark()
  }

  #place(index: number): void {
    const { shown } = this.#store
    const summary = shown[index]
    if (!summary) return
    const row = this.#rows.get(summary.id) ?? this.#addRow(summary, shown[index - 1])
    row.style.top = `${index * this.#rowHeight}px`
    row.setAttribute('aria-posinset', String(index + 1))
    row.setAttribute('aria-setsize', String(shown.length))
  }

  #addRow(summary: Summary, before: Summary | undefined): HTMLElement {
    const row = drawRow(summary, before)
    const next = [...this.#rows].filter(([id]) => id > summary.id).sort(([one], [other]) => one - other)[0]
    this.#canvas.insertBefore(row, next?.[1] ?? null)
    this.#rows.set(summary.id, row)
    return row
  }

  #forgetRows(): void {
    for (const row of this.#rows.values()) row.remove()
    this.#rows.clear()
  }

  #mark(): void {
    for (const [id, row] of this.#rows) row.setAttribute('aria-selected', String(id === this.#chosen))
    const row = this.#chosen === undefined ? undefined : this.#rows.get(this.#chosen)
    if (row) this.#scroller.setAttribute('aria-activedescendant', row.id)
    else this.#scroller.removeAttribute('aria-activedescendant')
  }
}
