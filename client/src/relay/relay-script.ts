/**
 * Runs in the browser: takes the answer out of the fragment and out of the history, and posts it to the address of the
 * page itself. Built by methods of the prototypes, since a parameter named `submit` would hide the form's own.
 */
export const relayScript = `(() => {
  const answer = new URLSearchParams(location.hash.slice(1))
  history.replaceState(null, '', location.pathname + location.search)
  document.getElementById('no-script').hidden = true
  document.getElementById(answer.has('state') ? 'wait' : 'nothing').hidden = false
  if (!answer.has('state')) return
  const form = document.forms[0]
  for (const [name, value] of answer) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    HTMLFormElement.prototype.appendChild.call(form, input)
  }
  HTMLFormElement.prototype.submit.call(form)
})()`
