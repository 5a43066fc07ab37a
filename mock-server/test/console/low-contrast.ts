/**
 * Runs in the page: the texts in it whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). Colours are
 * painted to be read, since they are computed in several notations. Controls that are switched off are exempt.
 */
export const lowContrast = `(() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const read = (colour) => {
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((value, index) => value * alpha + below[index] * (1 - alpha))
  const behind = (element) => {
    if (!element) return [255, 255, 255]
    const colour = read(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement))
  }
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const low = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement
    if (text.data.trim() === '' || !element.checkVisibility() || element.closest('noscript, :disabled, option')) continue
    const ground = behind(element)
    const [one, other] = [luminance(over(read(getComputedStyle(element).color), ground)), luminance(ground)]
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    if (ratio < 4.5) low.push(text.data.trim().slice(0, 40) + ': ' + ratio.toFixed(2))
  }
  return low
})()`
