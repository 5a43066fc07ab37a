/** Milliseconds between two calls while there is reason after reason for them. */
const pause = 500

/** @returns a function that calls back soon, once for all its calls within a short while */
export function atRest(act: () => void): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      act()
    }, pause)
  }
}
