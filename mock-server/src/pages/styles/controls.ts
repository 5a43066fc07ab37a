/** What one fills in, ticks and presses. Everything that is pressed is at least 44 px high. */
export const controls = `
form{margin-top:1.5rem}
label{display:block}
.field{margin-bottom:1.125rem}
.field label{font-weight:600;margin-bottom:.375rem}
.field input{width:100%;min-height:3rem;padding:.5rem .875rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--edge);border-radius:.5rem}
.field input:focus-visible{outline-offset:0;border-color:var(--accent)}
.field input[aria-invalid]{border-color:var(--alert)}
.alert{margin-top:1.25rem;padding:.75rem 1rem;background:var(--alert-paper);color:var(--alert);border-left:4px solid;border-radius:.375rem}
button{min-height:2.75rem;padding:.5rem 1.25rem;font:inherit;font-weight:600;border:1px solid;border-radius:.5rem;cursor:pointer}
.primary{min-height:3rem;background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.primary:hover{background:var(--accent-hover);border-color:var(--accent-hover)}
.secondary{background:transparent;border-color:var(--edge);color:inherit}
.secondary:hover{border-color:var(--accent);color:var(--accent)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.75rem}
.actions .secondary{min-height:3rem}
.choices{border:0;min-width:0}
.choices legend{font-weight:600;padding:0}
.choices>p{color:var(--muted);font-size:.875rem}
.choice{display:flex;gap:.875rem;align-items:flex-start;padding:.75rem 0;border-top:1px solid var(--line);cursor:pointer}
.choice:last-child{border-bottom:1px solid var(--line)}
:not(.choice)+.choice{margin-top:.75rem}
.choice:hover strong{color:var(--accent)}
.choice input{flex:none;width:1.25rem;height:1.25rem;margin:.125rem 0 0;accent-color:var(--accent)}
.choice span{min-width:0}
.choice strong{font-weight:600}
.choice small,.parties small{display:block}
.parties{display:grid;gap:.75rem;margin-top:1.25rem;padding:1rem;background:var(--quiet);border-radius:.625rem}
.parties dt{color:var(--muted);font-size:.875rem}
.remark{margin-top:1rem;color:var(--muted);font-size:.875rem}
.users{display:grid;gap:1rem;margin-top:1.25rem}
.users form{margin:0}
.users button{width:100%;text-align:left;background:var(--card)}
.credentials{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;margin-top:.375rem;padding:0 .25rem;color:var(--muted);font-size:.875rem}
@media (max-width:29.99rem){
.actions button{flex:1 1 100%}
}
`
