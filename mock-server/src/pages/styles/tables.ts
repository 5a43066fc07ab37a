/** Tables; on a small screen each row is a block whose cells carry their column's name. */
export const tables = `
.card+.card,.lead+.card{margin-top:1.25rem}
table{width:100%;border-collapse:collapse}
caption{text-align:left;padding-bottom:.75rem}
th,td{text-align:left;vertical-align:top;padding:.625rem 1rem .625rem 0;border-top:1px solid var(--line)}
th{color:var(--muted);font-size:.875rem;font-weight:600;border-top:0;padding-top:0}
tbody tr:last-child>td{padding-bottom:0}
th:last-child,td:last-child{padding-right:0}
td a{font-size:.9375rem}
@media (min-width:44rem){
td:first-child>div{min-width:8.5rem}
}
@media (max-width:43.99rem){
table,caption,tbody,tr,td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border-top:1px solid var(--line);padding:.75rem 0}
tbody tr:last-child{padding-bottom:0}
td{border:0;padding:0}
td+td{padding-top:.5rem}
td::before{content:attr(data-column);display:block;color:var(--muted);font-size:.8125rem}
}
`
