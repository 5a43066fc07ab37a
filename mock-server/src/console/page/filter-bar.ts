import type { Summary } from '../../journal/exchange-filter.ts'
import { byId, el, fill } from './dom.ts'
import { isFiltering, type JournalFilter, noFilter, withoutMetadata } from './journal-filter.ts'
import type { JournalStore } from './journal-store.ts'
import { outcomeNames, outcomes } from './step-outcome.ts'

type Option = readonly [value: string, text: string]

const endpointGroups: readonly Option[] = [
  ['', 'All endpoints'],
  [withoutMetadata, 'All but discovery and jwks'],
]

/** Chooses which steps are shown, and says how many of how many they are. */
export class FilterBar {
  readonly #store: JournalStore
  readonly #find = byId('find', HTMLInputElement)
  readonly #endpoint = byId('filter-endpoint', HTMLSelectElement)
  readonly #outcome = byId('filter-outcome', HTMLSelectElement)
  readonly #client = byId('filter-client', HTMLSelectElement)
  readonly #count = byId('count', HTMLElement)
  readonly #clear = byId('clear-filters', HTMLButtonElement)

  constructor(store: JournalStore) {
    this.#store = store
    fillSelect(this.#outcome, [['', 'All outcomes'], ...outcomes.map((name) => [name, outcomeNames[name]] as const)])
    for (const control of [this.#find, this.#endpoint, this.#outcome, this.#client]) {
      control.addEventListener('input', () => this.#apply())
    }
    this.#clear.addEventListener('click', () => this.clear())
    store.follow(() => this.#draw())
    this.#draw()
  }

  focus(): void {
    this.#find.focus()
    this.#find.select()
  }

  clear(): void {
    this.#find.value = ''
    for (const select of [this.#endpoint, this.#outcome, this.#client]) select.value = ''
    this.#store.filter = noFilter
  }

  #apply(): void {
    this.#store.filter = {
      text: this.#find.value,
      endpoint: this.#endpoint.value as JournalFilter['endpoint'],
      outcome: this.#outcome.value as JournalFilter['outcome'],
      clientId: this.#client.value,
    }
  }

  #draw(): void {
    const { shown, size, all, filter } = this.#store
    const isNarrowed = isFiltering(filter)
    this.#count.textContent = isNarrowed ? `${count(shown.length)} of ${count(size)}` : count(size, true)
    this.#clear.hidden = !isNarrowed
    offerSeen(this.#endpoint, endpointGroups, all, ({ endpoint }) => endpoint)
    offerSeen(this.#client, [['', 'All clients']], all, ({ clientId }) => clientId)
  }
}

function count(number: number, isNamed = false): string {
  const text = number.toLocaleString('en')
  return isNamed ? `${text} ${number === 1 ? 'step' : 'steps'}` : text
}

/** Offers what is there; a choice stays although nothing has it any more. */
function offerSeen(
  select: HTMLSelectElement,
  fixed: readonly Option[],
  summaries: readonly Summary[],
  read: (summary: Summary) => string | undefined,
): void {
  const seen = new Set(summaries.map(read).filter((value) => value !== undefined))
  if (!fixed.some(([value]) => value === select.value)) seen.add(select.value)
  const offered = [...select.options].slice(fixed.length).map(({ value }) => value)
  if (offered.length === seen.size && offered.every((value) => seen.has(value)) && select.options.length > 0) return
  fillSelect(select, [...fixed, ...[...seen].sort().map((value) => [value, value] as const)])
}

function fillSelect(select: HTMLSelectElement, options: readonly Option[]): void {
  const chosen = select.value
  fill(select, ...options.map(([value, text]) => el('option', { attributes: { value } }, text)))
  select.value = chosen
}
