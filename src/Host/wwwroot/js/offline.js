// The group board without a connection. The day lies on the device, encrypted under a key that the server gives while the device may show it; taps wait in a queue.

const idle = 30 * 60_000, hurry = { 'X-Konnect-Swap': 'main' };
const $ = (selector, root = document) => root.querySelector(selector), all = (selector, root = document) => [...root.querySelectorAll(selector)];
const group = decodeURIComponent(location.pathname.match(/^\/groups\/([^/]+)/)?.[1] ?? '');
const keys = new Map();
let token;
const possible = isSecureContext && crypto.subtle && window.indexedDB;

// What is kept: 'kept' holds the device's name, the key and the day, 'taps' the queue in its order.
let opening;
const opened = () => opening ??= new Promise((done, failed) => {
  const request = indexedDB.open('konnect', 1);
  request.onupgradeneeded = () => { request.result.createObjectStore('kept'); request.result.createObjectStore('taps', { autoIncrement: true }); };
  request.onsuccess = () => {
    // Emptied by the browser, as when the tablet was taken back: whatever comes begins anew.
    request.result.onclose = () => opening = null;
    done(request.result);
  };
  request.onerror = () => failed(request.error);
});
const quietly = work => work.catch(() => {});
async function stored(name, mode, use) {
  const transaction = (await opened()).transaction(name, mode, { durability: 'strict' });
  const request = use(transaction.objectStore(name));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request?.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}
const kept = name => stored('kept', 'readonly', store => store.get(name));
const keep = (name, value) => stored('kept', 'readwrite', store => store.put(value, name));
const wipe = () => { keys.clear(); token = null; return stored('kept', 'readwrite', store => { store.delete('key'); return store.delete('day'); }); };
const waiting = () => stored('taps', 'readonly', store => store.getAll());

const seal = async ({ name, key }, value) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { name, iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(value))) };
};
const unseal = async (key, { iv, data }) => JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)));
const usable = key => crypto.subtle.importKey('raw', Uint8Array.from(atob(key), c => c.charCodeAt(0)), 'AES-GCM', false, ['encrypt', 'decrypt']);

/** The key, if the device may still show what is kept. */
async function current() {
  const key = await kept('key');
  if (key && Date.now() < Math.min(key.touched + idle, key.midnight)) return key;
  if (key) await wipe();
}

/** Asks for the keys. 'locked' when somebody has to sign in first, null without a connection. */
async function unlock() {
  let device = await kept('device');
  if (!device) await keep('device', device = crypto.randomUUID().replaceAll('-', ''));
  const earlier = [...new Set([...await waiting(), await kept('evacuation') ?? []].flat().map(row => row.name))];
  const asked = Date.now();
  const response = await fetch(`/offline/keys?device=${device}&earlier=${earlier}`, { headers: hurry, signal: AbortSignal.timeout(8000) }).catch(() => null);
  if (!response || response.status > 499 || response.status === 429) return null;
  if (response.redirected || !response.ok) { await wipe(); return 'locked'; }
  const answer = await response.json();
  const ahead = (asked + Date.now()) / 2 - answer.now;
  for (const { name, key } of [...answer.earlier, answer.today]) keys.set(name, await usable(key));
  token = answer.token;
  const key = { name: answer.today.name, key: keys.get(answer.today.name), ahead: Math.round(ahead / 1000), midnight: answer.midnight + ahead, touched: (await kept('key'))?.touched ?? Date.now() };
  await keep('key', key);
  return key;
}

/** Keeps the day of this group as it is now. */
async function keepDay(key) {
  const response = await fetch(`/groups/${encodeURIComponent(group)}/offline`, { headers: hurry }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const day = $('[data-board]', page);
  if (!day) return;
  await keep('day', { group, ...await seal(key, day.outerHTML) });
  await navigator.serviceWorker?.ready;
  if (await caches.match('/offline')) document.documentElement.dataset.kept = '';
}

// Ids that sort by time, so that taps of one moment stay in their order.
let last = 0;
function newId() {
  last = Math.max(last + 1, Date.now());
  const hex = last.toString(16).padStart(12, '0') + '7' + crypto.randomUUID().replaceAll('-', '').slice(13);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
async function queue(taps) {
  const key = await current();
  if (!key) return false;
  const rows = [];
  for (const tap of taps) rows.push({ note: tap.kind === 'note', ...await seal(key, { id: newId(), group, at: Date.now(), ahead: key.ahead, ...tap }) });
  return stored('taps', 'readwrite', store => rows.forEach(row => store.add(row))).then(() => true, () => 'full');
}

async function readQueue() {
  const [rows, numbers] = [await waiting(), await stored('taps', 'readonly', store => store.getAllKeys())];
  const key = await current();
  if (key) keys.set(key.name, key.key);
  const taps = [];
  for (const [i, row] of rows.entries()) if (keys.has(row.name)) taps.push({ number: numbers[i], ...await unseal(keys.get(row.name), row) });
  return taps;
}

const post = (address, body) => fetch(address, {
  method: 'POST', signal: AbortSignal.timeout(20_000), headers: { 'Content-Type': 'application/json', RequestVerificationToken: token }, body: JSON.stringify({ sentAt: Date.now(), ...body }),
}).catch(() => null);

/** Keeps what was not taken, until somebody has seen it. */
async function refuse(more) {
  const earlier = await kept('refused') ?? [], news = more.filter(({ at, text }) => !earlier.some(row => row.at === at && row.text === text));
  if (news.length) await keep('refused', [...earlier, ...news]);
}

/** Sends what waits. True when nothing waits any more. */
const flush = () => navigator.locks.request('konnect-taps', async () => {
  for (let sent = 0; (await waiting()).length; sent++) {
    const key = await unlock();
    if (!key || key === 'locked') return tell(key ?? 'off');
    const rows = await readQueue(), taps = rows.filter(row => row.kind !== 'note').slice(0, 200), note = !taps.length && rows[0];
    if (!rows.length || sent > 50) return tell('broken');
    const response = await (note ? post('/offline/notes', note) : post('/offline/taps', { taps }));
    if (!response || response.status > 499) return tell('off');
    if (response.redirected) return tell('locked');
    if (!response.ok) return tell('broken');
    const answer = await response.json(), answers = note ? [{ id: note.id, ...answer }] : answer;
    const done = answers.filter(one => !one.waits).map(one => ({ ...rows.find(row => row.id === one.id), ...one }));
    await refuse(done.filter(one => one.refused).map(({ at, refused: text }) => ({ at, text })));
    await stored('taps', 'readwrite', store => done.forEach(one => store.delete(one.number)));
    if (done.length < answers.length) return tell('locked');
  }
  await tell();
  return true;
});

/** Says on the page what waits and why. */
async function tell(why) {
  const place = $('[data-offline-state]');
  if (!place) return false;
  const [rows, refused] = [await waiting(), await kept('refused') ?? []];
  const { one, other, oneNote, otherNotes, unlock, broken } = place.dataset, count = rows.length, notes = rows.filter(row => row.note).length;
  const counted = (number, ...texts) => number && texts[+(number > 1)].replace('{0}', number);
  place.hidden = !count && !refused.length;
  $('.notice', place).hidden = !count;
  $('[data-waiting]', place).textContent = [counted(count - notes, one, other), counted(notes, oneNote, otherNotes), { locked: unlock, broken }[why]].filter(Boolean).join('. ');
  $('[data-refused]', place).hidden = !refused.length;
  $('[data-refusals]', place).replaceChildren(...refused.map(({ at, text }) => item(`${clock(at)} ${text}`)));
  return false;
}
const clock = at => new Intl.DateTimeFormat('nl', { hour: '2-digit', minute: '2-digit', timeZone: $('[data-zone]').dataset.zone }).format(at);

// The board that is kept, with what was tapped since.
const item = textContent => Object.assign(document.createElement('li'), { textContent });
const whose = (board, person) => $(`[data-child="${person}"], [data-staff][data-person="${person}"]`, board);
const after = { in: 'present', out: 'gone', sick: 'absent', holiday: 'absent', other: 'absent', back: 'expected', 'staff-in': 'present', 'staff-out': 'gone', 'staff-break': 'break' };
function apply(board, tap) {
  const time = clock(tap.at - tap.ahead * 1000), state = after[tap.kind];
  if (tap.kind === 'note') return $('[data-notes]', board)?.append(item(`${time} ${tap.text}`));
  const tile = whose(board, tap.person);
  if (!tile) return;
  tile.dataset.state = state;
  if (tap.kind.startsWith('staff')) {
    tile.hidden = state === 'gone';
    $('small', tile).textContent = board.dataset[state === 'break' ? 'break' : 'since'].replace('{0}', time);
    return;
  }
  tile.className = `tile ${state === 'present' ? 'tone-met' : state === 'expected' ? 'dashed' : 'faded'}`;
  $('small', tile).textContent = board.dataset['state' + (state === 'absent' ? tap.kind : state).replace(/^./, c => c.toUpperCase())].replace('{0}', time);
}
let shown = false;
async function showDay() {
  const [key, day] = [await current(), await kept('day')];
  const shell = $('[data-offline-shell]');
  if (!key || !day || group && day.group !== group || day.name !== key.name) {
    if (shell && !key) { $('.empty', shell).hidden = true; $('[data-locked]', shell).hidden = false; }
    if (shown) location.reload();
    await tell('off');
    return false;
  }
  shown = true;
  const main = $('main'), draft = $('[data-note]')?.value;
  main.innerHTML = await unseal(key.key, day);
  if (draft) $('[data-note]').value = draft;
  const board = $('[data-board]', main);
  const taps = await readQueue();
  for (const tap of taps) if (tap.group === day.group) apply(board, tap);
  $('[data-undo]', board).hidden = !taps.length;
  for (const button of all('[data-when]', board)) button.hidden = !button.dataset.when.includes(whose(board, button.closest('[data-person]').dataset.person).dataset.state);
  $('[data-clock]', board).textContent = clock(Date.now() - key.ahead * 1000);
  await tell('off');
  list(({ open }) => open());
  return true;
}
function say(text) {
  const place = $('[data-offline-state]');
  place.hidden = $('.notice', place).hidden = false;
  $('[data-waiting]', place).textContent = place.dataset[text];
}
// Two in a row on the same person are one tap.
const busy = new Set();
async function tapOffline(tap) {
  if (busy.has(tap.person)) return;
  busy.add(tap.person);
  await take(tap).finally(() => setTimeout(() => busy.delete(tap.person), 500));
}
async function take(tap) {
  const kept = await queue([tap]);
  if (kept === 'full') say('full');
  else if (kept) await showDay();
  else location.reload();
}
addEventListener('click', async ({ target }) => {
  if (target.closest('[data-seen]')) { await keep('refused', []); return tell(); }
  const board = target.closest('[data-board]');
  if (!board) return;
  if (target.closest('[data-undo]')) {
    const number = (await stored('taps', 'readonly', store => store.getAllKeys())).at(-1);
    await stored('taps', 'readwrite', store => store.delete(number));
    return showDay();
  }
  const tap = target.closest('[data-tap]'), tile = target.closest('[data-child]'), opens = target.closest('[data-opens]');
  if (target.closest('[data-leave-note]')) {
    const field = $('[data-note]'), text = field.value.trim();
    field.value = '';
    if (text) await take({ kind: 'note', text, by: board.dataset.holder });
  } else if (tap) {
    const form = tap.dataset.tap === 'out' && $('form', tap.closest('[data-person]'));
    if (form && !checked(form)) return;
    const person = tap.closest('[data-person]')?.dataset.person ?? $('select', tap.closest('[data-coming]')).value;
    if (person) await tapOffline({ kind: tap.dataset.tap, person, collector: form && collected(new FormData(form)) || null });
  } else if (tile?.dataset.state === 'expected') await tapOffline({ kind: 'in', person: tile.dataset.child });
  else if (opens || tile && !busy.has(tile.dataset.child)) $(`[data-panel="${tile?.dataset.child ?? opens.dataset.opens}"]`, board).showModal();
  else if (target.closest('[data-closes]') || target.matches('dialog')) target.closest('dialog').close();
});

// Who takes a child home: nobody may be told by halves, and not who may not.
function collected(data) {
  const part = name => data.get('One.Collector.' + name)?.trim() ?? '';
  const told = { id: part('Id'), otherName: part('OtherName'), otherReason: part('OtherReason'), isIdentified: !!part('IsIdentified') };
  return Object.values(told).some(Boolean) ? told : null;
}
function checked(form) {
  const [name, why, details] = ['[name$=OtherName]', '[name$=OtherReason]', 'details'].map(part => $(part, form));
  if (!name) return true;
  const barred = all('[data-barred]', form.closest('dialog, #panel')).find(person => !person.dataset.barred.localeCompare(name.value, 'nl', { sensitivity: 'base', ignorePunctuation: true }));
  const other = !!($('[value=other]', form).checked || name.value || why.value);
  name.required = why.required = other;
  name.setCustomValidity(barred?.textContent ?? '');
  if (other) details.open = true;
  return form.reportValidity();
}

// On the board of the server a tap is sent as ever; when it does not arrive it waits, and the kept day takes over.
function tapsOf(form, button) {
  const data = new FormData(form, button), act = data.get('One.Do');
  if (data.get('Input.Tap')) return [{ kind: 'in', person: data.get('Input.Tap') }];
  if (data.get('Input.Several')) return data.getAll('Input.Children').map(person => ({ kind: data.get('Input.Several'), person }));
  if (form.dataset.tap) return [{ kind: data.get('Coming.Break') ? 'staff-break' : form.dataset.tap, person: form.dataset.person ?? data.get('Coming.Staff') }].filter(tap => tap.person);
  if (!act) return;
  if (after[act] === 'absent' && data.get('One.Until') > $('[name="One.Until"]', form).min) return [];
  const time = $('[name="One.At"]', form);
  const at = time && time.value !== time.defaultValue ? { at: new Date().setHours(...time.value.split(':'), 0, 0) } : {};
  return [{ kind: act, person: data.get('One.Child'), collector: collected(data), ...at }];
}
addEventListener('submit', async event => {
  const form = event.target, button = event.submitter;
  const taps = event.defaultPrevented || !form.closest('main [data-live]') ? null : tapsOf(form, button);
  if (!taps) return;
  event.preventDefault();
  // Half an answer is none: the tap waits.
  const [response, text] = await fetch(location.href, { method: 'POST', body: new URLSearchParams(new FormData(form, button)), signal: AbortSignal.timeout(8000) })
    .then(async answer => [answer, await answer.text()]).catch(() => []);
  if (response && response.status < 502) {
    const page = new DOMParser().parseFromString(text, 'text/html');
    if (!$('[data-live]', page)) return location.assign(response.url);
    history.replaceState(history.state, '', response.url);
    for (const region of ['main', '.toasts']) $(region).replaceChildren(...$(region, page).childNodes);
    quietly(tell());
    return refresh();
  }
  const fits = taps[0]?.kind !== 'out' || checked(form), waits = fits && taps.length && await queue(taps);
  if (waits === true) return showDay();
  form.removeAttribute('data-sent');
  button?.removeAttribute('aria-busy');
  if (!fits) return;
  say(waits || (taps.length ? 'lost' : 'cannot'));
});

// The day is kept anew a little after it changed.
let soon;
function refresh() {
  clearTimeout(soon);
  soon = setTimeout(() => quietly((async () => {
    const key = shown || $('[data-offline-shell]') ? null : await unlock();
    if (key && key !== 'locked') await keepDay(key);
  })()), 1500);
}

// Back again: what waits is sent, then the server shows the day.
async function look() {
  if (!shown && !$('[data-offline-shell]')) return (await waiting()).length ? flush() : null;
  if (location.pathname === '/offline') return;
  const key = await unlock();
  if (key === 'locked' || key && !await list(({ send }) => send()) && await flush()) location.reload();
  else if (shown && !await current()) location.reload();
}

async function start() {
  navigator.serviceWorker?.register('/sw.js').then(() => navigator.serviceWorker.ready).then(({ active }) => active.postMessage('keep')).catch(() => {});
  if ($('[data-offline-shell]')) await showDay();
  else {
    await current();
    await flush();
    if (await kept('evacuation')) list();
    refresh();
    new MutationObserver(refresh).observe($('main'), { childList: true, subtree: true, characterData: true });
  }
  addEventListener('online', () => quietly(look()));
  setInterval(() => quietly(look()), 5000);
  let told = 0;
  for (const touch of ['pointerdown', 'keydown']) addEventListener(touch, async () => {
    if (Date.now() - told < 60_000) return;
    told = Date.now();
    const key = await current();
    if (key) await quietly(keep('key', { ...key, touched: told }));
  }, { passive: true });
  setInterval(() => quietly(current()), 30_000);
}
// The evacuation list is loaded when it is needed.
const list = use => import($('[name=list]').content).then(use).catch(() => {});
window.konnect = { kept, keep, stored, seal, unseal, keys, current, unlock, flush, post, newId, clock, quietly, refuse, $, all };
if (possible) quietly(start());
