/** Four lifelines in four equal columns beside the time; an arrow's classes say between which of them it runs. */
export const diagram = `
.filters{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;padding:.5rem 1rem;border-bottom:1px solid var(--line)}
.find{flex:1 1 14rem}
.filters select{max-width:10rem}
.find input{width:100%}
.count{color:var(--muted);font-variant-numeric:tabular-nums;white-space:nowrap}
.lifelines,.row{display:grid;grid-template-columns:6.75rem minmax(0,1fr)}
.lifelines{overflow:hidden;scrollbar-gutter:stable;background:var(--card);border-bottom:1px solid var(--line)}
.lifelines ol{grid-column:2;display:grid;grid-template-columns:repeat(4,1fr);text-align:center}
.lifelines li{padding:.375rem .25rem}
.lifelines b{display:block;font-size:.8125rem;line-height:1.2}
.lifelines small{font-size:.75rem;line-height:1.2}
.scroller{flex:1;min-height:0;overflow:auto;overflow-anchor:none;scrollbar-gutter:stable;outline-offset:-3px}
.canvas{position:relative;min-height:100%;line-height:var(--row);background:
linear-gradient(var(--line),var(--line)) calc(6.75rem + (100% - 6.75rem)*.125) 0/1px 100% no-repeat,
linear-gradient(var(--line),var(--line)) calc(6.75rem + (100% - 6.75rem)*.375) 0/1px 100% no-repeat,
linear-gradient(var(--line),var(--line)) calc(6.75rem + (100% - 6.75rem)*.625) 0/1px 100% no-repeat,
linear-gradient(var(--line),var(--line)) calc(6.75rem + (100% - 6.75rem)*.875) 0/1px 100% no-repeat}
.row{position:absolute;left:0;right:0;height:var(--row);line-height:1.3;cursor:pointer;border-left:3px solid transparent}
.row:hover{background:color-mix(in srgb,var(--chosen) 45%,transparent)}
.row[aria-selected=true]{background:color-mix(in srgb,var(--chosen) 75%,transparent);border-left-color:var(--accent)}
.scroller:focus-visible .row[aria-selected=true]{outline:2px solid var(--accent);outline-offset:-2px}
.time{display:flex;flex-direction:column;justify-content:center;padding:0 .5rem 0 .75rem;font-variant-numeric:tabular-nums;white-space:nowrap;overflow:hidden}
.time time{font-family:var(--mono);font-size:.8125rem}
.time small{font-size:.75rem}
.day,.jump{font-size:.75rem;font-weight:600}
.jump{color:var(--notice);background:var(--notice-paper);border-radius:.25rem;padding:0 .25rem;margin-left:-.25rem;align-self:start}
.row:has(.jumped){border-top:1px dashed var(--notice)}
.stage{position:relative;min-width:0;container-type:inline-size}
.arrow{position:absolute;height:0;border-top:1.5px solid;color:var(--back)}
.front .arrow{color:var(--front)}
.request{top:1.625rem}
.reply{top:3.375rem;border-top-style:dashed}
.arrow::after{content:'';position:absolute;top:-.3125rem;width:.5rem;height:.5rem;background:currentcolor}
.rightwards::after{right:0;clip-path:polygon(0 0,100% 50%,0 100%)}
.leftwards::after{left:0;clip-path:polygon(100% 0,0 50%,100% 100%)}
.from-0{left:12.5%}.from-1{left:37.5%}.from-2{left:62.5%}
.to-1{right:62.5%}.to-2{right:37.5%}.to-3{right:12.5%}
.label{position:absolute;bottom:.125rem;left:.5rem;width:max-content;display:flex;gap:.5rem;align-items:baseline;white-space:nowrap;font-size:.8125rem;line-height:1.35}
.leftwards .label{left:.75rem}
.from-0 .label{max-width:calc(87.5cqi - 1.25rem)}
.from-1 .label{max-width:calc(62.5cqi - 1.25rem)}
.from-2 .label{max-width:calc(37.5cqi - 1.25rem)}
.label>*{min-width:0;overflow:hidden;text-overflow:ellipsis}
.label>b,.label>.outcome{flex:none}
.row .label b{color:var(--ink);font-weight:600}
.row .outcome b{color:inherit}
.row .outcome .mark{align-self:center}
@container (max-width:48rem){.label small{display:none}}
.label small{flex:none}
.label .client{color:var(--muted)}
.label .said{color:var(--muted)}
.label .said.refused,.label .said.failed{color:var(--bad)}
.label .said.warned{color:var(--warning)}
.label .said.fault{color:var(--fault)}
.blank{position:absolute;inset:8rem 1rem auto 1rem;display:grid;gap:.75rem;justify-items:center;max-width:36rem;margin:0 auto;padding:2rem;text-align:center;background:var(--card);border:1px solid var(--line);border-radius:.875rem;text-wrap:pretty}
.blank h2{font-size:1.125rem}
.blank pre{max-width:100%;white-space:pre-wrap;overflow-wrap:anywhere;padding:.75rem 1rem;text-align:left;background:var(--quiet);border-radius:.5rem}
.latest{position:absolute;right:1.75rem;bottom:1rem;min-height:2.25rem;padding:.25rem 1rem;border:0;border-radius:2rem;background:var(--accent);color:var(--on-accent);font-weight:600;box-shadow:0 .25rem 1rem rgb(0 0 0/.25)}
@media (max-width:50rem){
:root{--row:4.75rem}
.lifelines,.row{grid-template-columns:4.25rem minmax(0,1fr)}
.canvas{background:
linear-gradient(var(--line),var(--line)) calc(4.25rem + (100% - 4.25rem)*.125) 0/1px 100% no-repeat,
linear-gradient(var(--line),var(--line)) calc(4.25rem + (100% - 4.25rem)*.375) 0/1px 100% no-repeat,
linear-gradient(var(--line),var(--line)) calc(4.25rem + (100% - 4.25rem)*.625) 0/1px 100% no-repeat,
linear-gradient(var(--line),var(--line)) calc(4.25rem + (100% - 4.25rem)*.875) 0/1px 100% no-repeat}
.filters{padding:.5rem .75rem}
.find{flex:1 1 100%}
.filters label:not(.find){flex:1 1 28%}
.filters select{width:100%;max-width:none;min-width:0}
.count{flex:1}
.time{padding:0 .25rem 0 .375rem}
.time .took{display:none}
.lifelines small{display:none}
}
`
