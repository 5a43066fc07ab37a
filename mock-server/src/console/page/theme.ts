import { byId } from './dom.ts'

const key = 'mobilepay-mock-console-colours'

/** Light, dark, or as the system has it; the choice is kept in this browser. */
export function startTheme(): void {
  const select = byId('theme', HTMLSelectElement)
  const kept = localStorage.getItem(key)
  if (kept === 'light' || kept === 'dark') select.value = kept
  const apply = () => {
    if (select.value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = select.value
  }
  select.addEventListener('change', () => {
    localStorage.setItem(key, select.value)
    apply()
  })
  apply()
}
