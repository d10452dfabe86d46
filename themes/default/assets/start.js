// All that every page loads: it fetches the rest when somebody wants it.
const find = (field) => {
  if (!field || field.dataset.find) return
  field.dataset.find = 'on'
  import('./find.js').then((m) => m.start(field), () => delete field.dataset.find)
}
// The field somebody steps into, or has stepped into already; on the search
// page, the field that was sent there with words in it.
addEventListener('focusin', (e) => find(e.target.closest('input[data-find]')))
find(document.activeElement?.closest('input[data-find]'))
if (new URLSearchParams(location.search).get('q') && document.getElementById('found')) find(document.querySelector('main input[data-find]'))

// Who is in is worked out once the place for it comes near.
const clocks = document.querySelectorAll('[data-in]')
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue
    seen.unobserve(target)
    import('./hours.js').then((m) => m.start(target), () => {})
  }
}, { rootMargin: '400px' })
for (const el of clocks) seen.observe(el)
