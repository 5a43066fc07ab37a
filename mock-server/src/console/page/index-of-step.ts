/** Where the step of that id is; -1 where it is not. Ids rise, so a search by halves finds it. */
export function indexOfStep(steps: readonly { readonly id: number }[], id: number): number {
  let [low, high] = [0, steps.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = steps[middle]?.id ?? 0
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}
