// Says who is in, and when that is where the reader is. The page says the
// hours in words already; where anything is unknown, that is all it says.
//
// data-in holds the zone, the rules in the form of docs/content.md, the days
// off that PH means, the day from which nothing is promised, and the words.

const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const minutes = (t) => +t.slice(0, 2) * 60 + +t.slice(3)

// parse reads rules; what it does not know is an error.
export function parse(text) {
  return text.split(';').map((part) => {
    const rule = { dates: [], days: [], holidays: false, spans: [] }
    const rest = part.trim().replace(/(\d{4}-\d\d-\d\d)(?: - (\d{4}-\d\d-\d\d))?,? ?/g, (_, from, to) => {
      rule.dates.push([from, to ?? from])
      return ''
    })
    for (const word of rest.split(/[ ,]+/)) {
      const times = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(word)
      const [first, last] = word.split('-').map((d) => days.indexOf(d))
      if (times) {
        const [open, close] = [minutes(times[1]), minutes(times[2])]
        rule.spans.push([open, close <= open ? close + 1440 : close])
      } else if (word === '24/7') rule.spans.push([0, 1440])
      else if (word === 'PH') rule.holidays = true
      else if (first >= 0 && last !== -1) {
        for (let d = first; ; d = (d + 1) % 7) {
          rule.days.push(d)
          if (d === (last ?? first)) break
        }
      } else if (word !== 'off') throw new Error(word)
    }
    return rule
  })
}

const next = (date, n = 1) => new Date(Date.parse(date) + n * 864e5).toISOString().slice(0, 10)

// on is the hours that begin on a date: a rule with dates counts before one
// for holidays, that before one for weekdays, a later one before an earlier.
function on(rules, off, date) {
  const day = (new Date(date).getUTCDay() + 6) % 7
  let best = 0, spans = []
  for (const r of rules) {
    if (r.dates.length && !r.dates.some(([from, to]) => from <= date && date <= to)) continue
    const holiday = r.holidays && off.includes(date)
    if (!holiday && !(r.days.length ? r.days.includes(day) : !r.holidays)) continue
    const fit = r.dates.length ? 3 : holiday ? 2 : 1
    if (fit >= best) [best, spans] = [fit, r.spans]
  }
  return spans
}

// wall is date and minute on the clocks of a zone.
function wall(instant, zone) {
  const p = Object.fromEntries(new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(instant).map((x) => [x.type, x.value]))
  return { date: `${p.year}-${p.month}-${p.day}`, minute: +p.hour * 60 + +p.minute }
}

// instant is when clocks of a zone show a date and minute. When clocks are
// put forward past it, it is as much later.
function instant(date, minute, zone) {
  const shown = Date.parse(date) + minute * 6e4
  const offset = (at) => {
    const w = wall(at, zone)
    return Date.parse(w.date) + w.minute * 6e4 - Math.floor(at / 6e4) * 6e4
  }
  const guess = shown - offset(shown)
  return new Date(shown - offset(guess))
}

// span is the hours that somebody is in now, or else the next ones, as two
// instants; nothing if there are none within a fortnight.
export function span(data, now) {
  const rules = parse(data.rules)
  const off = data.off ?? []
  const today = wall(now, data.zone).date
  if (rules.some((r) => r.holidays) && !off.some((d) => d.slice(0, 4) === today.slice(0, 4))) return null
  let found = null
  for (let n = -1; n < 15; n++) {
    const date = next(today, n)
    if (data.until && date >= data.until) break
    for (const [open, close] of on(rules, off, date)) {
      const from = instant(date, open, data.zone), till = instant(date, close, data.zone)
      if (found && from - found.till === 0) found.till = till // on past midnight
      else if (found) return found
      else if (till > now) found = { from, till, date, in: from <= now }
    }
  }
  return found
}

// clockTime is a time as the page's own words have it: times holds those for
// a time, a full hour and, on a clock of twelve hours, am, pm, noon, midnight.
// The midnight that ends hours is 24:00 where the clock has 24.
function clockTime(at, zone, times, ends) {
  const { minute } = wall(at, zone)
  const m = minute % 60, h = ends && !minute && !times.am ? 24 : Math.floor(minute / 60)
  const { am, pm, noon, midnight } = times
  if (am && !m && h % 12 === 0) return h ? noon : midnight
  const text = m ? times.time : times.hour
  return text.replace('{hh}', String(h).padStart(2, '0')).replace('{h}', am ? (h + 11) % 12 + 1 : h)
    .replace('{m}', String(m).padStart(2, '0')).replace('{half}', h < 12 ? am : pm)
}

// tell is the sentence for a moment, or "".
export function tell(data, now, lang, own) {
  const s = span(data, now)
  if (!s) return ''
  const time = (at, zone, ends) => clockTime(at, zone, data.times, ends)
  const { say, zone } = data
  const today = wall(now, zone).date
  let key = 'back'
  if (s.in) key = s.till - now > 6 * 864e5 ? 'always' : s.till - now > 864e5 ? 'now' : 'until'
  else if (s.date === today) key = 'from'
  else if (s.date === next(today)) key = 'tomorrow'
  const day = new Intl.DateTimeFormat(lang, { timeZone: zone, weekday: 'long', ...s.from - now > 6 * 864e5 && { day: 'numeric', month: 'long' } }).format(s.from)
  let text = say[key].replace('{time}', time(s.in ? s.till : s.from, zone, s.in)).replace('{day}', day)
  const here = own ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  if (key !== 'always' && key !== 'now' && (time(s.from, here) !== time(s.from, zone) || time(s.till, here) !== time(s.till, zone))) {
    text += ` ${say.there.replace('{from}', time(s.from, here)).replace('{till}', time(s.till, here, true))}`
  }
  return text
}

// start keeps a line up to the minute.
export function start(el) {
  const data = JSON.parse(el.dataset.in)
  const show = () => {
    let text = ''
    try {
      text = tell(data, new Date(), document.documentElement.lang)
    } catch {
      // An unknown zone or rule: the words of the page stand.
    }
    if (el.textContent !== text) el.textContent = text
    setTimeout(show, 60050 - Date.now() % 6e4)
  }
  show()
}
